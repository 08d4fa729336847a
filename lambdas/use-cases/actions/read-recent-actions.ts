import type { StepStarts } from '../../domain/records/guardrails/step-starts.ts';
import type { Incident } from '../../domain/records/incident.ts';
import type { Step } from '../../domain/records/plan.ts';
import { begunAt, type StepRecord } from '../../domain/records/step-record.ts';
import type { RecentAction } from '../../domain/response/guardrails/guardrail.ts';
import type { IncidentOutline, IncidentStore, StepIdentity } from '../../ports/stores/incident-store.ts';

/** An action counts for a day, and an incident may have been open for one before it. */
const lookBackHours = 48;
const pageSize = 99;

/**
 * The actions that were started recently, for cooldowns and budgets: in this incident, in others of its service, and on this resource in
 * whichever incident. However many incidents others have open, nothing of them is read. A step that may have been started counts, but for
 * the one that is asked about: it may run again after a crash. `started`: what the lease of its resource remembers.
 */
export async function readRecentActions(
  incidents: IncidentStore,
  own: Pick<IncidentOutline, 'incident' | 'steps'>,
  { index, resource }: Pick<Step, 'index' | 'resource'>,
  started: StepStarts,
  now: Date,
): Promise<readonly RecentAction[]> {
  const itself = keyOf({ incidentId: own.incident.id, index });
  const others = await readOthers(incidents, own.incident, now);
  const planned = [own.incident, ...others].flatMap(plannedActions);
  const isOwn = ({ incidentId }: StepIdentity) => incidentId === own.incident.id;
  const asked = distinct([...planned, ...started.starts]).filter((each) => !isOwn(each));
  const read = asked.length === 0 ? [] : await incidents.readSteps(asked);
  const records = new Map([...own.steps, ...read].map((step) => [keyOf(step), step]));
  return [
    ...distinct([
      ...planned.flatMap((each) => begun(each, records.get(keyOf(each)))),
      ...startedOn(resource, started).flatMap((each) => unlessNotDone(each, records.get(keyOf(each)))),
    ]).filter((each) => keyOf(each) !== itself),
    ...untold(resource, started, now),
  ];
}

/** Of the same service: opened recently, or open still. */
async function readOthers(
  incidents: IncidentStore,
  { id, service }: Incident,
  now: Date,
): Promise<readonly Incident[]> {
  const since = new Date(now.getTime() - lookBackHours * 3_600_000).toISOString();
  const [recent, old] = await Promise.all([
    incidents.listOpenedSince(service, since),
    listOldOpen(incidents, service, since),
  ]);
  const others = recent.filter((each) => each !== id);
  return [...(others.length === 0 ? [] : await incidents.readIncidents(others)), ...old].filter(
    (each) => each.id !== id,
  );
}

async function listOldOpen(incidents: IncidentStore, service: string, openedBefore: string) {
  const found: Incident[] = [];
  let cursor: string | null = null;
  do {
    const page = await incidents.listIncidents({
      status: 'open',
      service,
      openedBefore,
      limit: pageSize,
      ...(cursor === null ? {} : { cursor }),
    });
    found.push(...page.incidents);
    cursor = page.cursor;
  } while (cursor !== null);
  return found;
}

type StepAction = StepIdentity & Omit<RecentAction, 'at'>;
type BegunAction = StepIdentity & RecentAction;

/** Where no step was planned, nothing was done. */
function plannedActions({ id, service, assessment }: Incident): readonly StepAction[] {
  const steps = assessment?.plan.steps ?? [];
  return steps.map(({ index, action, resource }) => ({ incidentId: id, index, service, action, resource }));
}

function begun(planned: StepAction, record: StepRecord | undefined): readonly BegunAction[] {
  const at = record === undefined ? null : begunAt(record);
  return at === null ? [] : [{ ...planned, at, ...wasUndone(record) }];
}

function startedOn(resource: string, { starts }: StepStarts): readonly BegunAction[] {
  return starts.map((start) => ({ ...start, resource }));
}

/**
 * A start without a lock is one that is in progress or went wrong, but for those that found the resource changed and did nothing. One after
 * the lock executed the step once more, or undid it.
 */
function unlessNotDone(start: BegunAction, record: StepRecord | undefined): readonly BegunAction[] {
  const outcome = record?.result?.outcome;
  if (outcome === 'stopped') return [];
  const lock = record?.lock ?? null;
  if (lock !== null) {
    return [{ ...start, at: lock.at > start.at ? lock.at : start.at, ...wasUndone(record) }];
  }
  return outcome === 'stale' ? [] : [start];
}

function wasUndone(record: StepRecord | undefined): Pick<RecentAction, 'isUndone'> {
  return record?.undo?.outcome === 'undone' ? { isUndone: true } : {};
}

/** What is not known of the resource counts as an action on it, as late as it can have been. */
function untold(resource: string, { unknownUntil }: StepStarts, now: Date): readonly RecentAction[] {
  if (unknownUntil === null) return [];
  const at = unknownUntil < now.toISOString() ? unknownUntil : now.toISOString();
  return [{ incidentId: 'unknown', service: 'unknown', action: 'unknown', resource, at }];
}

function distinct<T extends StepIdentity>(steps: readonly T[]): readonly T[] {
  return [...new Map(steps.map((step) => [keyOf(step), step])).values()];
}

function keyOf({ incidentId, index }: StepIdentity): string {
  return `${incidentId} ${index}`;
}
