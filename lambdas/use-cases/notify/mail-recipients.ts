import { failureReason } from '../../domain/failure-reason.ts';
import { recipientsOf } from '../../domain/policy/people/recipients.ts';
import type { CompiledPolicy, PersonPolicy } from '../../domain/policy/policy.ts';
import type { WrittenMail } from '../../domain/reporting/mail/approval-mail.ts';
import type { Clock } from '../../ports/clock.ts';
import type { PageLinks } from '../../ports/crypto/page-links.ts';
import type { IncidentRecord, IncidentStore } from '../../ports/incident-store.ts';
import type { Mailer } from '../../ports/mailer.ts';
import { type MailQuotaDeps, mailWithinQuota } from './mail-within-quota.ts';

export interface MailRecipientsDeps extends MailQuotaDeps {
  readonly incidents: IncidentStore;
  readonly mailer: Mailer;
  readonly pageLinks: PageLinks;
  readonly policy: CompiledPolicy;
  readonly clock: Clock;
}

/** One mail that every recipient gets, each with their own link. */
export interface Broadcast {
  /** Tells it from the others of the incident; part of the ids of entries. */
  readonly name: string;
  readonly actor: string;
  /** What a digest says of it, when the person gets too many mails. */
  readonly reason: string;
  /** `url`: the person's own link to the incident's page. */
  readonly write: (url: string) => WrittenMail;
  /** People who had it before. */
  readonly had?: (person: string) => boolean;
  /** Called after each mail that went out. */
  readonly onSent?: (person: string) => Promise<void>;
}

/**
 * Mails all recipients of the incident as it is now. One whose mail was refused is noted on the timeline; only when nobody could
 * be notified does it reject, with what the mail service said.
 */
export async function mailRecipients(
  deps: MailRecipientsDeps,
  record: IncidentRecord,
  broadcast: Broadcast,
): Promise<void> {
  const { policy } = deps;
  let notified = 0;
  const failures: { readonly person: string; readonly error: unknown }[] = [];
  for (const person of recipientsOf(policy.people, policy.services, record.incident)) {
    if (broadcast.had?.(person.id)) {
      notified += 1;
      continue;
    }
    try {
      const about = { incident: record.incident, reason: broadcast.reason };
      await mailWithinQuota(deps, person.id, about, () => mail(deps, record, person, broadcast));
      notified += 1;
    } catch (error) {
      failures.push({ person: person.id, error });
      continue;
    }
    await broadcast.onSent?.(person.id);
  }
  const [first] = failures;
  if (notified === 0 && first !== undefined) throw first.error;
  for (const { person, error } of failures) await noteFailure(deps, record, broadcast, person, error);
}

async function mail(
  { mailer, pageLinks }: MailRecipientsDeps,
  { incident }: IncidentRecord,
  person: PersonPolicy,
  { write }: Broadcast,
): Promise<void> {
  await mailer.send({ to: person.email, ...write(await pageLinks.incidentPage(incident.id, person.id)) });
}

async function noteFailure(
  { incidents, clock }: MailRecipientsDeps,
  { incident }: IncidentRecord,
  { name, actor }: Broadcast,
  person: string,
  error: unknown,
): Promise<void> {
  await incidents.appendEntry(incident.id, {
    id: `mail.failed:${person}:${name}`,
    at: clock.now().toISOString(),
    actor,
    kind: 'mail.failed',
    text: `${person} could not be notified by mail: ${failureReason(error)}`,
    data: { person },
  });
}
