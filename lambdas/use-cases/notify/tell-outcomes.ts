import { recipientsOf } from '../../domain/policy/people/recipients.ts';
import type { CompiledPolicy } from '../../domain/policy/policy.ts';
import type { Incident } from '../../domain/records/incident.ts';
import { policyNames } from '../../domain/reporting/names/policy-names.ts';
import {
  closedNotifications,
  decidedNotifications,
} from '../../domain/reporting/notifications/outcome-notification.ts';
import type { Clock } from '../../ports/clock.ts';
import type { Notifier } from '../../ports/notifier.ts';
import type { ApprovalStore } from '../../ports/stores/approval-store.ts';
import type { IncidentOutline, IncidentStore } from '../../ports/stores/incident-store.ts';
import { readApprovals } from '../records/read-approvals.ts';

export interface TellOutcomesDeps {
  readonly incidents: IncidentStore;
  readonly approvals: ApprovalStore;
  readonly notifier: Notifier;
  readonly policy: CompiledPolicy;
  readonly clock: Clock;
}

/** Whom it did not reach by then it does not reach any more. */
const tellSeconds = 3600;

const actor = 'firebreak:sweep';

/** Tells people how what they were asked, or told of, went: each once. May be repeated at any time. */
export async function tellOutcomes(deps: TellOutcomesDeps, outline: IncidentOutline): Promise<void> {
  const { incident } = outline;
  const approvals = await readApprovals(deps.approvals, outline);
  const { people, services } = deps.policy;
  const recipients = recipientsOf(people, services, incident).map(({ id }) => id);
  const names = policyNames(deps.policy);
  const isUnattended = incident.status === 'closed' && incident.outcome === 'unattended';
  const outcomes = [
    ...decidedNotifications(outline, approvals, names),
    // Of that there is another notification.
    ...(isUnattended ? [] : closedNotifications(outline, approvals, recipients, names)),
  ];
  for (const notification of outcomes) {
    if (!isLate(deps, notification.facts.at)) await deps.notifier.notify(notification, { incident, actor });
  }
}

/** The same for an incident that was closed a short while ago. */
export async function tellClosed(deps: TellOutcomesDeps, incident: Incident): Promise<void> {
  if (incident.status !== 'closed' || isLate(deps, incident.closedAt)) return;
  const outline = await deps.incidents.readOutline(incident.id);
  if (outline !== null) await tellOutcomes(deps, outline);
}

function isLate({ clock }: TellOutcomesDeps, at: string): boolean {
  return clock.now().getTime() - Date.parse(at) > tellSeconds * 1000;
}
