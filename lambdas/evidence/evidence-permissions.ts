import type { ServicePolicy } from '../domain/policy/services-schema.ts';
import type { IamStatement } from '../ports/action.ts';

/** What reads of metrics need beside CloudWatch: exactly the tokens that policy names. */
export function metricsPermissions(services: readonly ServicePolicy[]): readonly IamStatement[] {
  const resources = unique(
    services
      .flatMap(({ metrics }) => Object.values(metrics))
      .flatMap((metric) => metric?.prometheus?.tokenSecret ?? metric?.json?.tokenSecret ?? [])
      .map(secretArn),
  );
  return resources.length === 0 ? [] : [{ actions: ['secretsmanager:GetSecretValue'], resources }];
}

/** Secrets Manager ends each ARN with six characters of its own. https://docs.aws.amazon.com/secretsmanager/latest/userguide/auth-and-access_examples.html */
function secretArn(name: string): string {
  return name.startsWith('arn:')
    ? name
    : `arn:{partition}:secretsmanager:{region}:{account}:secret:${name}-??????`;
}

function unique(values: readonly string[]): readonly string[] {
  return [...new Set(values)];
}
