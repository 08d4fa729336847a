import { WriteConflictError } from '../../domain/errors.ts';
import type { CompiledPolicy } from '../../domain/policy/policy.ts';
import type { Incident } from '../../domain/records/incident.ts';
import { countMail } from '../../domain/reporting/mail/mail-quota.ts';
import type { Clock } from '../../ports/clock.ts';
import type { MailQuotaStore } from '../../ports/mail-quota-store.ts';

export interface MailQuotaDeps {
  readonly mailQuotas: MailQuotaStore;
  readonly policy: Pick<CompiledPolicy, 'people'>;
  readonly clock: Clock;
}

const attempts = 8;

/** Sends, unless the person got too many mails recently: then it is listed in their next digest. SEV1 is always sent. */
export async function mailWithinQuota(
  deps: MailQuotaDeps,
  person: string,
  { incident, reason }: { readonly incident: Incident; readonly reason: string },
  send: () => Promise<void>,
): Promise<void> {
  if (await mayMail(deps, person, incident, reason)) await send();
}

async function mayMail(
  { mailQuotas, policy, clock }: MailQuotaDeps,
  person: string,
  { id: incidentId, severity }: Incident,
  reason: string,
): Promise<boolean> {
  for (let attempt = 1; attempt <= attempts; attempt += 1) {
    const now = clock.now();
    const mail = { incidentId, reason, at: now.toISOString() };
    const known = await mailQuotas.readQuota(person);
    const { sends, quota } = countMail(known, { person, severity, mail }, policy.people.mail, now);
    try {
      await mailQuotas.saveQuota(quota);
      return sends;
    } catch (error) {
      if (!(error instanceof WriteConflictError)) throw error;
    }
  }
  // So many are being mailed at this moment that nobody can count: rather one mail too many.
  return true;
}
