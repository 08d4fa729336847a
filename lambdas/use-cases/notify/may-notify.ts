import { WriteConflictError } from '../../domain/errors.ts';
import type { CompiledPolicy } from '../../domain/policy/policy.ts';
import type { Incident } from '../../domain/records/incident.ts';
import { countNotification } from '../../domain/reporting/notifications/notification-quota.ts';
import type { Clock } from '../../ports/clock.ts';
import type { NotificationQuotaStore } from '../../ports/stores/notification-quota-store.ts';

export interface QuotaDeps {
  readonly quotas: NotificationQuotaStore;
  readonly policy: Pick<CompiledPolicy, 'people'>;
  readonly clock: Clock;
}

const attempts = 8;

/** Whether a person is to be told now; who got too many recently has it listed in their next digest. SEV1 is always told. */
export async function mayNotify(
  { quotas, policy, clock }: QuotaDeps,
  person: string,
  { id: incidentId, severity }: Incident,
  reason: string,
  counts = true,
): Promise<boolean> {
  for (let attempt = 1; attempt <= attempts; attempt += 1) {
    const now = clock.now();
    const held = { incidentId, reason, at: now.toISOString() };
    const known = await quotas.readQuota(person);
    const { notifications } = policy.people;
    const { sends, quota } = countNotification(known, { person, severity, held, counts }, notifications, now);
    try {
      await quotas.saveQuota(quota);
      return sends;
    } catch (error) {
      if (!(error instanceof WriteConflictError)) throw error;
    }
  }
  // So many are being sent at this moment that nobody can count: rather one too many.
  return true;
}
