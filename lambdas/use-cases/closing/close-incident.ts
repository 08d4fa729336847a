import { rememberedAlert } from '../../domain/correlation/repeated-firing.ts';
import { stormTarget } from '../../domain/correlation/storm-target.ts';
import { CommandRefusedError, NotFoundError } from '../../domain/errors.ts';
import type { IncidentAlert } from '../../domain/records/alert.ts';
import type { CloseOutcome, Incident } from '../../domain/records/incident.ts';
import { guardChecks } from '../../domain/records/step-record.ts';
import { closeIncident as closed } from '../../domain/records/transitions/incident-transitions.ts';
import { updateScheduleName } from '../../domain/reporting/status-updates/update-schedule.ts';
import { acceptedDebts } from '../../domain/response/commands/pending-command.ts';
import { checksOf } from '../../domain/response/recovery/checks-name.ts';
import type { Clock } from '../../ports/clock.ts';
import type { Schedules } from '../../ports/schedules.ts';
import type { IncidentOutline, IncidentStore } from '../../ports/stores/incident-store.ts';
import type { LeaseStore } from '../../ports/stores/lease-store.ts';
import { inParallel } from '../alerts/in-parallel.ts';
import { removeRelapseChecks, scheduleRelapseChecks } from '../relapse/schedule-relapse-checks.ts';

export interface CloseIncidentDeps {
  readonly incidents: IncidentStore;
  readonly leases: LeaseStore;
  readonly schedules: Schedules;
  readonly clock: Clock;
}

export interface CloseIncidentInput {
  readonly incidentId: string;
  readonly outcome: CloseOutcome;
  /** `person:<id>`, or `firebreak` */
  readonly closedBy: string;
}

const width = 8;

/**
 * Closes, then gives back what the incident holds: the open lock, the leases, the schedules. What is still owed is listed
 * with the incident and stays open with its owner and due time; when a person closes, each of these must have been
 * accepted by name. Schedules that are made here check later whether it lasts. Repeating it finishes what is left.
 */
export async function closeIncident(
  { incidents, leases, schedules, clock }: CloseIncidentDeps,
  { incidentId, outcome, closedBy }: CloseIncidentInput,
): Promise<{ readonly incidentId: string }> {
  const record = await incidents.readOutline(incidentId);
  if (record === null) throw new NotFoundError(`There is no incident ${incidentId}`);
  const { incident } = record;
  // Before it is closed: what was seen here opens nothing when it is sent again.
  await inParallel(alertsToRemember(record, outcome), width, (known) =>
    incidents.rememberAlert(known.alert, rememberedAlert(known)),
  );
  const now = clock.now();
  const over =
    incident.status === 'closed' ? incident : closing(record, { incidentId, outcome, closedBy }, now);
  if (over !== incident) await incidents.saveIncident(over);
  await incidents.releaseOpenLock(incident.correlationKey, incidentId);
  for (const resource of heldResources(record)) await leases.releaseLease(resource, incidentId);
  await schedules.remove(checksOf(incidentId));
  await schedules.remove(updateScheduleName(incidentId));
  if (over.reopens !== null) await removeRelapseChecks(schedules, over.reopens);
  await scheduleRelapseChecks(schedules, over, now);
  return { incidentId };
}

/** What still fires is done with only where a person has seen it: else its repeats open an incident again, as after a storm. */
function alertsToRemember(
  { incident, alerts }: IncidentOutline,
  outcome: CloseOutcome,
): readonly IncidentAlert[] {
  const isSeen = outcome === 'resolved-by-person' && incident.correlationKey !== stormTarget.correlationKey;
  return isSeen ? alerts : alerts.filter(({ alert }) => alert.status === 'resolved');
}

function closing(record: IncidentOutline, input: CloseIncidentInput, now: Date): Incident {
  const transition = closed(record.incident, {
    outcome: input.outcome,
    closedBy: input.closedBy === 'firebreak' ? 'firebreak:close-incident' : input.closedBy,
    openDebts: record.debts.filter(({ status }) => status === 'open').map(({ resource }) => resource),
    acceptedDebts: acceptedDebts(record.entries),
    now,
  });
  if (!transition.ok) throw new CommandRefusedError(transition.refusal.reason);
  return transition.incident;
}

/** A step takes the lease of its resource before it is locked: any that was not denied may have it. */
function heldResources({ incident, steps }: IncidentOutline): readonly string[] {
  const plan = incident.assessment?.plan.steps ?? [];
  const begun = steps.filter((step) => guardChecks(step).some(({ verdict }) => verdict.decision !== 'deny'));
  return [
    ...new Set(
      begun.flatMap(({ index }) => plan.filter((step) => step.index === index).map((step) => step.resource)),
    ),
  ];
}
