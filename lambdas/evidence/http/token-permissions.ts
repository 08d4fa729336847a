import type { IamStatement } from '../../ports/plug-ins/action.ts';

/** What reading these tokens needs; none when there are none. */
export function tokenPermissions(names: readonly string[]): readonly IamStatement[] {
  if (names.length === 0) return [];
  const resources = [...new Set(names.map(secretArn))].sort();
  return [{ actions: ['secretsmanager:GetSecretValue'], resources }];
}

/** Secrets Manager ends each ARN with six characters of its own. https://docs.aws.amazon.com/secretsmanager/latest/userguide/auth-and-access_examples.html */
function secretArn(name: string): string {
  return name.startsWith('arn:')
    ? name
    : `arn:{partition}:secretsmanager:{region}:{account}:secret:${name}-??????`;
}
