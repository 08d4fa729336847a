import { evidenceFacts } from '../domain/evidence/evidence-facts.ts';
import { failureReason } from '../domain/failure-reason.ts';
import { handOverMail } from '../domain/mail/hand-over-mail.ts';
import { peopleConcerned } from '../domain/people/people-concerned.ts';
import type { CompiledPolicy, PersonPolicy } from '../domain/policy/policy.ts';
import type { Clock } from '../ports/clock.ts';
import type { IncidentRecord, IncidentStore } from '../ports/incident-store.ts';
import type { Mailer } from '../ports/mailer.ts';
import type { PageLinks } from '../ports/page-links.ts';
import { type MailAllowanceDeps, mailWithinAllowance } from './mail-within-allowance.ts';

export interface TellPeopleDeps extends MailAllowanceDeps {
  readonly incidents: IncidentStore;
  readonly mailer: Mailer;
  readonly pageLinks: PageLinks;
  readonly policy: CompiledPolicy;
  readonly clock: Clock;
}

/**
 * Mails everybody concerned that an incident needs a person, now or in their next digest. One whose mail was refused is noted on the timeline; only
 * when nobody could be told does it reject, with what the mail service said.
 */
export async function tellPeople(
  deps: TellPeopleDeps,
  record: IncidentRecord,
  why: { readonly reason: string; readonly reminder: number },
): Promise<void> {
  let told = 0;
  const failures: { readonly person: string; readonly error: unknown }[] = [];
  for (const person of peopleConcerned(deps.policy.people, deps.policy.services, record.incident)) {
    try {
      const about = { incident: record.incident, reason: why.reason };
      await mailWithinAllowance(deps, person.id, about, () => mail(deps, record, person, why));
      told += 1;
    } catch (error) {
      failures.push({ person: person.id, error });
    }
  }
  const [first] = failures;
  if (told === 0 && first !== undefined) throw first.error;
  for (const { person, error } of failures) await noteFailure(deps, record, person, why.reminder, error);
}

async function mail(
  { mailer, pageLinks, policy }: TellPeopleDeps,
  { incident, evidence, steps, debts }: IncidentRecord,
  person: PersonPolicy,
  { reason, reminder }: { readonly reason: string; readonly reminder: number },
): Promise<void> {
  const runbooks = policy.runbooks.filter(({ symptoms }) => symptoms.includes(incident.symptom));
  const written = handOverMail({
    incident,
    reason,
    reminder,
    evidence: evidenceFacts(evidence, incident.assessment),
    done: steps.flatMap(({ result, undo }) =>
      [result?.text, undo?.text].filter((text) => text !== undefined),
    ),
    debts: debts.filter(({ status }) => status === 'open').map(({ howToRestore }) => howToRestore),
    advice: runbooks[0]?.advice ?? [],
    url: await pageLinks.incidentPage(incident.id, person.id),
  });
  await mailer.send({ to: person.email, ...written });
}

async function noteFailure(
  { incidents, clock }: TellPeopleDeps,
  { incident }: IncidentRecord,
  person: string,
  reminder: number,
  error: unknown,
): Promise<void> {
  await incidents.appendEntry(incident.id, {
    id: `mail.failed:${person}:${reminder}`,
    at: clock.now().toISOString(),
    actor: 'firebreak:hand-over',
    kind: 'mail.failed',
    text: `${person} could not be told by mail: ${failureReason(error)}`,
    data: { person },
  });
}
