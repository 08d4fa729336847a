import { evidenceFacts } from '../../domain/reporting/labels/evidence-facts.ts';
import { handOverMail } from '../../domain/reporting/mail/hand-over-mail.ts';
import type { IncidentRecord } from '../../ports/incident-store.ts';
import { type MailRecipientsDeps, mailRecipients } from './mail-recipients.ts';

export type NotifyPeopleDeps = MailRecipientsDeps;

/**
 * Mails all recipients that an incident needs a person, now or in their next digest. Rejects only when nobody could be notified, with
 * what the mail service said.
 */
export async function notifyPeople(
  deps: NotifyPeopleDeps,
  record: IncidentRecord,
  { reason, reminder }: { readonly reason: string; readonly reminder: number },
): Promise<void> {
  const { incident, evidence, steps, debts } = record;
  const runbooks = deps.policy.runbooks.filter(({ symptoms }) => symptoms.includes(incident.symptom));
  await mailRecipients(deps, record, {
    name: String(reminder),
    reason,
    actor: 'firebreak:hand-over',
    write: (url) =>
      handOverMail({
        incident,
        reason,
        reminder,
        evidence: evidenceFacts(evidence, incident.assessment),
        done: steps.flatMap(({ result, undo }) =>
          [result?.text, undo?.text].filter((text) => text !== undefined),
        ),
        debts: debts.filter(({ status }) => status === 'open').map(({ howToRestore }) => howToRestore),
        advice: runbooks[0]?.advice ?? [],
        url,
      }),
  });
}
