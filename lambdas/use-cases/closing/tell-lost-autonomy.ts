import { findService } from '../../domain/policy/find-service.ts';
import type { CompiledPolicy } from '../../domain/policy/policy.ts';
import type { Incident } from '../../domain/records/incident.ts';
import { autonomyNotification } from '../../domain/reporting/notifications/autonomy-notification.ts';
import { earnedLevel, judgedSteps } from '../../domain/response/autonomy/track-record.ts';
import type { Clock } from '../../ports/clock.ts';
import type { Notifier } from '../../ports/notifier.ts';
import type { IncidentStore } from '../../ports/stores/incident-store.ts';
import { readJudgedSteps } from '../actions/read-judged-steps.ts';

export interface TellLostAutonomyDeps {
  readonly incidents: IncidentStore;
  readonly notifier: Notifier;
  readonly policy: CompiledPolicy;
  readonly clock: Clock;
}

/** Whom it did not reach by then it does not reach any more. */
const tellSeconds = 3600;

/** Tells the owner of a service once when what an incident shows of an action takes some of its autonomy away. */
export async function tellLostAutonomy(deps: TellLostAutonomyDeps, incident: Incident): Promise<void> {
  const { incidents, notifier, policy, clock } = deps;
  if (incident.status !== 'closed' || (incident.assessment?.plan.steps ?? []).length === 0) return;
  if (clock.now().getTime() - Date.parse(incident.closedAt) > tellSeconds * 1000) return;
  const record = await incidents.readOutline(incident.id);
  const owner = findService(policy, incident)?.owner;
  if (record === null || owner === undefined || !isKnown(policy, owner)) return;
  const own = judgedSteps(record.incident, record.steps);
  const failed = own.filter(({ outcome }) => outcome !== 'success');
  if (failed.length === 0) return;
  const before = await readJudgedSteps(incidents, incident.service, incident.id);
  for (const action of new Set(failed.map((step) => step.action))) {
    const of = { service: incident.service, action };
    const { autonomy } = policy.guardrails;
    const { isBelow, text } = earnedLevel(autonomy, of, [...before, ...own]);
    if (!isBelow || earnedLevel(autonomy, of, before).isBelow) continue;
    const lost = { action, text, at: incident.closedAt, owner };
    const notification = autonomyNotification(record.incident, record.entries, lost);
    if (notification !== null) await notifier.notify(notification, { incident, actor: 'firebreak:sweep' });
  }
}

function isKnown({ people }: CompiledPolicy, person: string): boolean {
  return people.people.some(({ id }) => id === person);
}
