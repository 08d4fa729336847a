import { ConfigurationError } from '../../domain/errors.ts';
import type { ServicePolicy } from '../../domain/policy/schemas/services-schema.ts';
import type { Change } from '../../domain/records/evidence.ts';
import type { Resource } from '../../domain/records/resource.ts';
import { changeLookBackHours, hoursBefore } from '../../domain/triage/changes/change-window.ts';
import type { AwsClients } from '../../ports/aws-clients.ts';
import type { IamStatement } from '../../ports/plug-ins/action.ts';
import { allow } from '../../resources/allow.ts';
import { readSecret, type SecretState, type SecretVersion } from '../../resources/aws/secret-versions.ts';
import { resourcesOf } from '../../resources/resources-of.ts';
import { type SecretId, secret, shortVersion } from '../../resources/secret.ts';
import type { ChangesReader } from './changes-reader.ts';

/**
 * When the secrets that policy names got another current version: by a rotation, by hand, or back to the one before. Secrets
 * Manager keeps no history, so it is the last change only, and who made it is not told. The value of a secret is never read.
 */
export function createSecretChangesReader(aws: AwsClients): ChangesReader {
  return {
    name: 'Secrets Manager',
    async read({ service, startedAt }) {
      const oldest = hoursBefore(startedAt, changeLookBackHours).toISOString();
      const found = await Promise.all(
        resourcesOf([service], secret).map(async (resource) => {
          const state = await readSecret(aws, resource.id.secret);
          if (state === null) {
            throw new ConfigurationError(`There is no secret ${resource.id.secret}, which policy names`);
          }
          return changesOf(service, resource, state);
        }),
      );
      return found.flat().filter(({ at }) => at >= oldest);
    },
  };
}

/** What the reader may call. */
export function secretChangesIam(services: readonly ServicePolicy[]): readonly IamStatement[] {
  return allow(
    ['secretsmanager:DescribeSecret', 'secretsmanager:ListSecretVersionIds'],
    resourcesOf(services, secret).map(({ id }) => secret.arns(id).secret),
  );
}

/** Its last change; none when it has had one version only. */
function changesOf(
  { id: service, region }: ServicePolicy,
  resource: Resource<SecretId>,
  state: SecretState,
): readonly Change[] {
  const { current, previous } = state;
  if (current === null || previous === null) return [];
  const { at, what } = lastMove(state, current, previous);
  return [
    {
      id: `${resource.key}@${current.id}`,
      kind: 'secret-rotation',
      service,
      resource,
      summary: `Secret ${resource.id.secret} ${what} (version ${shortVersion(current.id)} instead of ${shortVersion(previous.id)})`,
      at,
      actor: null,
      size: null,
      trackRecord: null,
      before: previous.id,
      after: current.id,
      link: secret.consoleUrl(resource.id, region),
    },
  ];
}

/** A rotation makes the version first and current some seconds later; what is older than the one before was put back. */
function lastMove(
  { rotatedAt, changedAt }: SecretState,
  { createdAt }: SecretVersion,
  { createdAt: previousAt }: SecretVersion,
): { readonly at: string; readonly what: string } {
  if (createdAt < previousAt) {
    return { at: changedAt, what: 'put back to an earlier version' };
  }
  if (rotatedAt !== null && rotatedAt >= createdAt) return { at: rotatedAt, what: 'rotated' };
  return { at: createdAt, what: 'changed' };
}
