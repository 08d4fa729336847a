import { recipientsOf } from '../../domain/policy/people/recipients.ts';
import type { CompiledPolicy, PersonPolicy } from '../../domain/policy/policy.ts';
import type { Incident } from '../../domain/records/incident.ts';
import { severities } from '../../domain/records/severity.ts';
import type { Notification } from '../../domain/reporting/notifications/notification.ts';
import {
  digestSent,
  isDigestDue,
  type NotificationQuota,
} from '../../domain/reporting/notifications/notification-quota.ts';
import type { IncidentStore } from '../../ports/stores/incident-store.ts';
import { type DeliverNotificationDeps, deliverNotification } from './deliver-notification.ts';
import type { QuotaDeps } from './may-notify.ts';

export interface SendDigestDeps extends QuotaDeps, DeliverNotificationDeps {
  readonly incidents: IncidentStore;
  readonly policy: CompiledPolicy;
}

/** Incidents that a digest lists one by one. */
const mostTold = 30;

/**
 * Tells a person what was held back for them, in one notification, once their time is over. Sent again after a crash between sending and
 * the write, rather than never. What is closed by then, or no longer theirs to see, is left out.
 */
export async function sendDigest(deps: SendDigestDeps, person: PersonPolicy): Promise<void> {
  const { quotas, policy, clock } = deps;
  const quota = await quotas.readQuota(person.id);
  if (quota === null || !isDigestDue(quota, policy.people.notifications, clock.now())) return;
  const digest = await digestOf(deps, person, quota);
  const failures = digest === null ? [] : (await deliverNotification(deps, person, digest)).failures;
  await quotas.saveQuota(digestSent(quota, clock.now()));
  // No incident's timeline records it: the sweep does.
  const [first] = failures;
  if (first !== undefined) throw first.error;
}

/** Null when nothing of it concerns them any more. */
async function digestOf(
  { incidents, pageLinks, policy }: SendDigestDeps,
  person: PersonPolicy,
  { since, held, heldCount }: NotificationQuota,
): Promise<Notification | null> {
  const theirs: { readonly incident: Incident; readonly reason: string }[] = [];
  for (const { incidentId, reason } of held) {
    const incident = await incidents.readIncident(incidentId);
    if (incident === null || incident.status === 'closed') continue;
    const recipients = recipientsOf(policy.people, policy.services, incident);
    if (recipients.some(({ id }) => id === person.id)) theirs.push({ incident, reason });
  }
  if (theirs.length === 0) return null;
  theirs.sort((a, b) => severities.indexOf(a.incident.severity) - severities.indexOf(b.incident.severity));
  const entries = await Promise.all(
    theirs.slice(0, mostTold).map(async ({ incident, reason }) => ({
      severity: incident.severity,
      service: incident.service,
      title: incident.title,
      reason,
      url: await pageLinks.pageFor({ page: 'incident', incidentId: incident.id }, person.id),
    })),
  );
  return {
    id: `digest:${since}`,
    kind: 'digest',
    audience: { kind: 'person', person: person.id },
    facts: { entries, others: theirs.length - entries.length + (heldCount - held.length) },
    link: { page: 'incidents' },
  };
}
