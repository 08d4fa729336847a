import { recipientsOf } from '../../domain/policy/people/recipients.ts';
import type { CompiledPolicy, PersonPolicy } from '../../domain/policy/policy.ts';
import type { Incident } from '../../domain/records/incident.ts';
import { severities } from '../../domain/records/severity.ts';
import { digestMail } from '../../domain/reporting/mail/digest-mail.ts';
import { digestSent, isDigestDue, type MailQuota } from '../../domain/reporting/mail/mail-quota.ts';
import type { PageLinks } from '../../ports/crypto/page-links.ts';
import type { IncidentStore } from '../../ports/incident-store.ts';
import type { Mailer } from '../../ports/mailer.ts';
import type { MailQuotaDeps } from './mail-within-quota.ts';

export interface SendDigestsDeps extends MailQuotaDeps {
  readonly incidents: IncidentStore;
  readonly mailer: Mailer;
  readonly pageLinks: PageLinks;
  readonly policy: CompiledPolicy;
  readonly consoleUrl: string;
}

/** Incidents that a digest tells of one by one. */
const mostTold = 30;

/**
 * Mails a person what was held back for them, in one mail, once their time is over. Sent again after a crash between the mail and the
 * write, rather than never. What is closed by then, or no longer theirs to see, is left out.
 */
export async function sendDigest(deps: SendDigestsDeps, person: PersonPolicy): Promise<void> {
  const { mailQuotas, policy, clock } = deps;
  const quota = await mailQuotas.readQuota(person.id);
  if (quota === null || !isDigestDue(quota, policy.people.mail, clock.now())) return;
  await mailHeld(deps, person, quota);
  await mailQuotas.saveQuota(digestSent(quota, clock.now()));
}

async function mailHeld(
  { incidents, mailer, pageLinks, policy, consoleUrl }: SendDigestsDeps,
  person: PersonPolicy,
  { held, heldCount }: MailQuota,
): Promise<void> {
  const theirs: { readonly incident: Incident; readonly reason: string }[] = [];
  for (const { incidentId, reason } of held) {
    const incident = await incidents.readIncident(incidentId);
    if (incident === null || incident.status === 'closed') continue;
    const recipients = recipientsOf(policy.people, policy.services, incident);
    if (recipients.some(({ id }) => id === person.id)) theirs.push({ incident, reason });
  }
  if (theirs.length === 0) return;
  theirs.sort((a, b) => severities.indexOf(a.incident.severity) - severities.indexOf(b.incident.severity));
  const entries = await Promise.all(
    theirs.slice(0, mostTold).map(async ({ incident, reason }) => ({
      severity: incident.severity,
      service: incident.service,
      title: incident.title,
      reason,
      url: await pageLinks.incidentPage(incident.id, person.id),
    })),
  );
  const others = theirs.length - entries.length + (heldCount - held.length);
  await mailer.send({ to: person.email, ...digestMail({ entries, others, listUrl: `${consoleUrl}/` }) });
}
