import { deterministicUlid } from '../domain/correlation/deterministic-ulid.ts';
import type { AlertPlace } from '../domain/correlation/place-alert.ts';
import { WriteConflictError } from '../domain/errors.ts';
import type { Incident } from '../domain/incident.ts';
import { findService } from '../domain/policy/find-service.ts';
import type { CompiledPolicy } from '../domain/policy/policy.ts';
import { areSensitive } from '../domain/severity/classify-severity.ts';
import type { Clock } from '../ports/clock.ts';
import type { IncidentStore } from '../ports/incident-store.ts';
import type { Workflow } from '../ports/workflow.ts';
import type { DeliveredAlert, Settlement } from './delivered-alert.ts';
import { findFormerIncident, wasCountedBefore } from './find-former-incident.ts';
import { type Folding, foldIntoIncident } from './fold-into-incident.ts';
import { newIncident } from './new-incident.ts';
import { raiseSeverityForAlerts } from './raise-severity.ts';
import { restrictForAlerts } from './restrict-incident.ts';
import { settleElsewhere } from './settle-elsewhere.ts';

export interface SettleAlertsDeps {
  readonly incidents: IncidentStore;
  readonly workflow: Workflow;
  readonly clock: Clock;
  readonly policy: Pick<CompiledPolicy, 'hash' | 'severity' | 'services'>;
}

const attempts = 8;

/**
 * Folds the alerts of one correlation key into its open incident, or opens one: open lock, incident, alerts, workflow.
 * Can be repeated from the start after a crash between any two writes and by a redelivery: ids are made of the deliveries.
 * Rejects with DependencyUnavailableError or WriteConflictError: deliver again.
 */
export async function settleAlerts(
  deps: SettleAlertsDeps,
  place: AlertPlace,
  delivered: readonly DeliveredAlert[],
): Promise<readonly Settlement[]> {
  const inOrder = delivered.toSorted((a, b) => (a.receivedAt < b.receivedAt ? -1 : 1));
  /** Incidents that closed while an alert was being folded into them: that alert is not theirs. */
  const closedMeanwhile = new Set<string>();
  for (let attempt = 1; attempt <= attempts; attempt += 1) {
    try {
      const settled = await trySettling(deps, place, inOrder, closedMeanwhile);
      if (settled !== 'again') return settled;
    } catch (error) {
      if (!(error instanceof WriteConflictError)) throw error;
    }
  }
  throw new WriteConflictError(`The incident of ${place.correlationKey} keeps changing`);
}

async function trySettling(
  deps: SettleAlertsDeps,
  place: AlertPlace,
  delivered: readonly DeliveredAlert[],
  closedMeanwhile: Set<string>,
): Promise<readonly Settlement[] | 'again'> {
  const { incidents } = deps;
  const holder = await incidents.readOpen(place.correlationKey);
  const held = holder === null ? null : await incidents.readIncident(holder);
  if (held !== null && held.status !== 'closed')
    return settleInto(deps, place, held, delivered, closedMeanwhile);

  const former = held ?? (await findFormerIncident(incidents, place));
  const late =
    former === null || closedMeanwhile.has(former.id) ? [] : await countedBefore(deps, former, delivered);
  const current = delivered.filter((alert) => !late.includes(alert));
  const lateSettlements = late.map((alert) => settlementOf(place, former, alert));
  const opener = current.find(({ alert }) => alert.status === 'firing');
  if (opener === undefined) {
    const elsewhere = await settleElsewhere(incidents, place, current);
    return elsewhere === 'again' ? 'again' : [...lateSettlements, ...elsewhere];
  }
  const begun = held === null ? holder : null;
  const opened = await open(deps, place, opener, former, begun);
  if (opened === null) return 'again';
  const settled = await settleInto(deps, place, opened, current, closedMeanwhile);
  return settled === 'again' ? 'again' : [...lateSettlements, ...settled];
}

/**
 * Takes the key's lock and writes its incident. `begun` is an incident whose lock was taken but which was never written: it is
 * completed, whoever had begun it. Null: somebody else was first, or this delivery's own incident is closed already.
 */
async function open(
  { incidents, clock, policy }: SettleAlertsDeps,
  place: AlertPlace,
  opener: DeliveredAlert,
  former: Incident | null,
  begun: string | null,
): Promise<Incident | null> {
  if (former !== null) await incidents.releaseOpen(place.correlationKey, former.id);
  const id = begun ?? incidentIdOf(place, opener);
  const { holder } = await incidents.claimOpen(place.correlationKey, id);
  if (holder !== id) return null;
  const incident = newIncident({
    id,
    place,
    opener: opener.alert,
    former,
    sensitive: areSensitive(policy.severity, [opener.alert], findService(policy, place)),
    now: clock.now(),
    policyHash: policy.hash,
  });
  if ((await incidents.createIncident(incident)) === 'created') return incident;
  const existing = await incidents.readIncident(id);
  return existing?.status === 'closed' ? null : existing;
}

async function settleInto(
  deps: SettleAlertsDeps,
  place: AlertPlace,
  before: Incident,
  delivered: readonly DeliveredAlert[],
  closedMeanwhile: Set<string>,
): Promise<readonly Settlement[] | 'again'> {
  const { incidents, workflow } = deps;
  const incident = await restrictForAlerts(
    deps,
    before,
    delivered.map(({ alert }) => alert),
  );
  // The workflow starts as soon as it has an alert to read, however many follow.
  const [first, rest] = incident.status === 'opened' ? startingWithOneAlert(delivered) : [delivered, []];
  const foldings: Folding[] = [];
  for (const [index, part] of [first, rest].entries()) {
    if (part.length > 0) foldings.push(await foldIntoIncident(incidents, incident, part));
    if (foldings.some((folding) => folding.closedMeanwhile)) {
      closedMeanwhile.add(incident.id);
      return 'again';
    }
    // Whoever opened it may have died before this; starting twice is harmless.
    if (index === 0 && incident.status === 'opened') await workflow.start(incident.id);
  }
  const beginnings = foldings.flatMap((folding) => folding.beginnings);
  await raiseSeverityForAlerts(
    deps,
    incident,
    beginnings.map(({ alert }) => alert),
  );
  const elsewhere = await settleElsewhere(
    incidents,
    place,
    foldings.flatMap(({ strangers }) => strangers),
  );
  if (elsewhere === 'again') return 'again';
  const folded = foldings.flatMap((folding) => folding.folded);
  return [...folded.map((alert) => settlementOf(place, incident, alert)), ...elsewhere];
}

/** Everything about the first alert that fires, then the rest. */
function startingWithOneAlert(
  delivered: readonly DeliveredAlert[],
): readonly [readonly DeliveredAlert[], readonly DeliveredAlert[]] {
  const first = delivered.find(({ alert }) => alert.status === 'firing')?.alert ?? delivered[0]?.alert;
  const isFirst = ({ alert }: DeliveredAlert) =>
    alert.source === first?.source && alert.fingerprint === first.fingerprint;
  return [delivered.filter(isFirst), delivered.filter((alert) => !isFirst(alert))];
}

async function countedBefore(
  { incidents }: SettleAlertsDeps,
  former: Incident,
  delivered: readonly DeliveredAlert[],
): Promise<readonly DeliveredAlert[]> {
  const late: DeliveredAlert[] = [];
  for (const alert of delivered) {
    if (await wasCountedBefore(incidents, former, alert)) late.push(alert);
  }
  return late;
}

/** The same delivery always makes the same incident, so that a repetition finds what it began. */
function incidentIdOf({ correlationKey }: AlertPlace, { deliveryId, receivedAt }: DeliveredAlert): string {
  return `inc_${deterministicUlid(receivedAt, deliveryId, correlationKey)}`;
}

function settlementOf(place: AlertPlace, incident: Incident | null, delivered: DeliveredAlert): Settlement {
  const { alert, deliveryId } = delivered;
  const incidentId = incident?.id ?? null;
  if (alert.status === 'resolved') return { deliveryId, disposition: 'resolved', incidentId, reason: null };
  const opened = alert.status === 'firing' && incidentId === incidentIdOf(place, delivered);
  return { deliveryId, disposition: opened ? 'opened' : 'folded', incidentId, reason: null };
}
