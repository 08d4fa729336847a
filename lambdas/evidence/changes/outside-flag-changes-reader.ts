import { createSecretsManagerSecrets } from '../../adapters/aws/secrets/secrets-manager-secrets.ts';
import type { ServicePolicy } from '../../domain/policy/schemas/services-schema.ts';
import type { Change } from '../../domain/records/evidence.ts';
import type { Resource } from '../../domain/records/resource.ts';
import { changeLookBackHours, hoursBefore } from '../../domain/triage/changes/change-window.ts';
import type { AwsClients } from '../../ports/aws-clients.ts';
import type { HttpClient } from '../../ports/http-client.ts';
import type { IamStatement } from '../../ports/plug-ins/action.ts';
import type { ResourceKind } from '../../ports/plug-ins/resource-kind.ts';
import { allow } from '../../resources/allow.ts';
import type { FlagEvent, FlagServer, FlagState } from '../../resources/outside/flag-server.ts';
import { readToken } from '../../resources/outside/read-token.ts';
import { tokenSecretArn } from '../../resources/outside/token-secret.ts';
import { resourcesOf } from '../../resources/resources-of.ts';
import type { ChangesReader } from './changes-reader.ts';

interface FlagId {
  readonly [name: string]: string;
  readonly flag: string;
  readonly environment: string;
  readonly tokenSecret: string;
}

/** What was switched or edited of the flags at a server outside AWS, as that server has written it down. */
export function createOutsideFlagChangesReader<Id extends FlagId>(
  aws: AwsClients,
  http: HttpClient,
  kind: ResourceKind<Id>,
  server: FlagServer<Id>,
): ChangesReader {
  return {
    name: server.name,
    async read({ service, startedAt, now, signal }) {
      const since = hoursBefore(startedAt, changeLookBackHours);
      const secrets = createSecretsManagerSecrets(aws, { now: () => now });
      const changes: Change[] = [];
      for (const resource of resourcesOf([service], kind)) {
        const token = await readToken(secrets, resource.id.tokenSecret);
        const events = await server.listEvents({ http, token, signal }, resource.id, since);
        changes.push(...changesOf(service, resource, kind, server.name, events));
      }
      return changes;
    },
  };
}

/** What the reader may call in AWS. */
export function outsideFlagChangesIam<Id extends FlagId>(
  services: readonly ServicePolicy[],
  kind: ResourceKind<Id>,
): readonly IamStatement[] {
  return allow(
    ['secretsmanager:GetSecretValue'],
    resourcesOf(services, kind).map(({ id }) => tokenSecretArn(id.tokenSecret)),
  );
}

/** Newest first; all but the newest are superseded. */
function changesOf<Id extends FlagId>(
  { id: service, region }: ServicePolicy,
  resource: Resource<Id>,
  kind: ResourceKind<Id>,
  server: string,
  events: readonly FlagEvent[],
): readonly Change[] {
  return events.map(({ id, at, actor, to }, index) => ({
    id: `${resource.key}@${id}`,
    kind: 'flag-change',
    service,
    resource,
    summary: `Feature flag ${resource.id.flag} ${to === null ? 'edited' : `switched ${to}`} (${server}, ${resource.id.environment})`,
    at,
    actor,
    size: null,
    trackRecord: null,
    before: to === null ? stateAt(events, index) : other(to),
    after: to ?? stateAt(events, index),
    ...(index === 0 ? {} : { superseded: true }),
    link: kind.consoleUrl(resource.id, region),
  }));
}

/** What the flag was when something else of it was changed: what the last switch before made it, or the next one ended. */
function stateAt(events: readonly FlagEvent[], index: number): FlagState | null {
  const before = events.slice(index + 1).find(({ to }) => to !== null)?.to;
  if (before != null) return before;
  const after = events.slice(0, index).findLast(({ to }) => to !== null)?.to;
  return after == null ? null : other(after);
}

function other(state: FlagState): FlagState {
  return state === 'on' ? 'off' : 'on';
}
