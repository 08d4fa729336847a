import type { ServicePolicy } from '../../domain/policy/schemas/services-schema.ts';
import type { IamStatement } from '../../ports/plug-ins/action.ts';
import { tokenPermissions } from '../http/token-permissions.ts';

/** What reads of metrics need beside CloudWatch: exactly the tokens that policy names. */
export function metricsTokens(services: readonly ServicePolicy[]): readonly IamStatement[] {
  return tokenPermissions(
    services
      .flatMap(({ metrics }) => Object.values(metrics))
      .flatMap((metric) => metric?.prometheus?.tokenSecret ?? metric?.json?.tokenSecret ?? []),
  );
}
