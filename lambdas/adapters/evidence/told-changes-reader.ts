import { changeLookBackHours, hoursBefore } from '../../domain/changes/change-window.ts';
import { type GatheredChange, gatherToldChanges } from '../../domain/changes/gather-told-changes.ts';
import {
  type ChangeSourceName,
  changeSourceNames,
  subjectOf,
  type ToldChange,
  toldChangeDays,
} from '../../domain/changes/told-change.ts';
import type { Change } from '../../domain/evidence/evidence.ts';
import type { ServicePolicy } from '../../domain/policy/services-schema.ts';
import type { ToldChangeStore } from '../../ports/told-change-store.ts';
import type { ChangesReader } from './changes-reader.ts';

/** Whose changes are a service's. */
interface Told {
  readonly source: ChangeSourceName;
  readonly subject: string;
  readonly environment: string;
}

/** Changes that were told by webhook about a service: under its own id, and under the names that policy gives. */
export function createToldChangesReader(store: ToldChangeStore): ChangesReader {
  return {
    name: 'Webhooks',
    async read({ service, startedAt, now }) {
      const recent = hoursBefore(startedAt, changeLookBackHours).toISOString();
      const whose = whatIsTold(service);
      const found = await Promise.all(
        [...new Set(whose.map(({ subject }) => subject))].map(async (subject) => {
          const messages = await store.list(subject, hoursBefore(now, toldChangeDays * 24));
          return whose
            .filter((told) => told.subject === subject)
            .flatMap((told) => gatherToldChanges(messages.filter((message) => isMeant(message, told))))
            .filter(({ at }) => at >= recent)
            .map((change) => toChange(service.id, change));
        }),
      );
      return found.flat();
    },
  };
}

function whatIsTold({ id, environment, deployments }: ServicePolicy): readonly Told[] {
  const named = deployments
    .flatMap(({ webhook }) => webhook ?? [])
    .map(({ source, subject, environment: told = environment }) => ({
      source,
      subject: subjectOf(subject),
      environment: told,
    }));
  const byId = changeSourceNames
    .map((source) => ({ source, subject: subjectOf(id), environment }))
    .filter(
      ({ source, subject }) => !named.some((each) => each.source === source && each.subject === subject),
    );
  return [...named, ...byId];
}

/** One that does not say where it was counts everywhere. */
function isMeant(message: ToldChange, { source, environment }: Told): boolean {
  if (message.source !== source) return false;
  return message.environment === null || message.environment.toLowerCase() === environment.toLowerCase();
}

function toChange(service: string, { told, at, trackRecord }: GatheredChange): Change {
  return {
    id: `told:${told.source}:${told.subject}:${told.id}`,
    kind: 'deployment',
    service,
    resource: `told:${told.source}:${told.subject}`,
    summary: `${told.summary} (told by ${told.source})`,
    at,
    actor: told.actor,
    size: told.size,
    trackRecord,
    link: told.link,
    revert: null,
  };
}
