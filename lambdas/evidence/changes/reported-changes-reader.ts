import { environmentNamed, type KnownEnvironments } from '../../domain/identity/environment-names.ts';
import type { ServicePolicy } from '../../domain/policy/schemas/services-schema.ts';
import type { Change } from '../../domain/records/evidence.ts';
import {
  type ChangeSourceName,
  changeSourceNames,
  type ReportedChange,
  reportedChangeDays,
  subjectOf,
} from '../../domain/records/reported-change.ts';
import { changeLookBackHours, hoursBefore } from '../../domain/triage/changes/change-window.ts';
import {
  type GatheredChange,
  gatherReportedChanges,
} from '../../domain/triage/changes/gather-reported-changes.ts';
import type { ReportedChangeStore } from '../../ports/stores/reported-change-store.ts';
import type { ChangesReader } from './changes-reader.ts';

/** A name under which a service's changes are reported. */
interface ReportedName {
  readonly source: ChangeSourceName;
  readonly subject: string;
  readonly environment: string;
}

/** Changes of a service that were reported by webhook: under its own id, and under the names that policy gives. */
export function createReportedChangesReader(
  store: ReportedChangeStore,
  policy: KnownEnvironments,
): ChangesReader {
  return {
    name: 'Webhooks',
    async read({ service, startedAt, now }) {
      const recent = hoursBefore(startedAt, changeLookBackHours).toISOString();
      const whose = reportedNamesOf(service);
      const found = await Promise.all(
        [...new Set(whose.map(({ subject }) => subject))].map(async (subject) => {
          const messages = await store.list(subject, hoursBefore(now, reportedChangeDays * 24));
          return whose
            .filter((name) => name.subject === subject)
            .flatMap((name) =>
              gatherReportedChanges(messages.filter((message) => isMeant(policy, message, name))),
            )
            .filter(({ at }) => at >= recent)
            .map((change) => toChange(service.id, change));
        }),
      );
      return found.flat();
    },
  };
}

function reportedNamesOf({ id, environment, reportedChanges }: ServicePolicy): readonly ReportedName[] {
  const fromPolicy = reportedChanges.map(({ source, subject, environment: named = environment }) => ({
    source,
    subject: subjectOf(subject),
    environment: named,
  }));
  const byId = changeSourceNames
    .map((source) => ({ source, subject: subjectOf(id), environment }))
    .filter(
      ({ source, subject }) => !fromPolicy.some((each) => each.source === source && each.subject === subject),
    );
  return [...fromPolicy, ...byId];
}

/** One that does not say where it was counts for whoever has a change of that name. */
function isMeant(
  policy: KnownEnvironments,
  message: ReportedChange,
  { source, environment }: ReportedName,
): boolean {
  if (message.source !== source) return false;
  const told = message.environment === null ? null : environmentNamed(policy, message.environment);
  return told === null || told === environmentNamed(policy, environment);
}

function toChange(service: string, { latest, at, trackRecord }: GatheredChange): Change {
  const { source, subject } = latest;
  const key = `reported:${source}:${subject}`;
  return {
    id: `${key}:${latest.id}`,
    kind: 'deployment',
    service,
    // No registered resource: nobody knows what it is beyond its name.
    resource: { kind: 'reported', key, id: { source, subject } },
    summary: `${latest.summary} (reported by ${source})`,
    at,
    actor: latest.actor,
    size: latest.size,
    trackRecord,
    before: null,
    after: null,
    link: latest.link,
  };
}
