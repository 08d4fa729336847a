import { recipientsOf } from '../../domain/policy/people/recipients.ts';
import { updateAudience } from '../../domain/policy/people/update-audience.ts';
import type { CompiledPolicy, PersonPolicy } from '../../domain/policy/policy.ts';
import type { Approval } from '../../domain/records/approval/approval.ts';
import type { TimelineEntry } from '../../domain/records/timeline.ts';
import type { EvidenceDescription } from '../../domain/reporting/evidence/evidence-description.ts';
import { policyNames } from '../../domain/reporting/names/policy-names.ts';
import type { Notification } from '../../domain/reporting/notifications/notification.ts';
import { failedEntry } from '../../domain/reporting/notifications/notification-entries.ts';
import {
  updateByHandNotification,
  updateNotification,
} from '../../domain/reporting/notifications/status-update-notification.ts';
import { type StatusUpdate, sentEntry } from '../../domain/reporting/status-updates/status-update.ts';
import {
  reachedBy,
  reachedOne,
  type UpdateClaim,
} from '../../domain/reporting/status-updates/update-claim.ts';
import type { Clock } from '../../ports/clock.ts';
import type { Notifier } from '../../ports/notifier.ts';
import type { ApprovalStore } from '../../ports/stores/approval-store.ts';
import type { IncidentRecord, IncidentStore } from '../../ports/stores/incident-store.ts';
import type { UpdateClaimStore } from '../../ports/stores/update-claim-store.ts';

export interface TellUpdateDeps {
  readonly incidents: IncidentStore;
  readonly approvals: ApprovalStore;
  readonly updateClaims: UpdateClaimStore;
  readonly notifier: Notifier;
  readonly policy: CompiledPolicy;
  readonly evidenceKinds: readonly EvidenceDescription[];
  readonly clock: Clock;
}

/** As timelines name it. */
export const updater = 'firebreak:send-update';

export interface UpdatedRecord extends IncidentRecord {
  readonly approvals: readonly Approval[];
}

interface OneUpdate {
  readonly entry: TimelineEntry;
  /** Null: a person's words. */
  readonly update: StatusUpdate | null;
}

/** Remembers whom it reached, so that after a crash nobody gets it twice. */
interface KeptClaim {
  readonly read: () => UpdateClaim;
  readonly save: (claim: UpdateClaim) => Promise<void>;
}

/** Sends one update to everybody who gets it, and records that. Rejects with what the first channel said when it reached nobody. */
export async function tellUpdate(
  deps: TellUpdateDeps,
  record: UpdatedRecord,
  { entry, update }: OneUpdate,
  claim: KeptClaim,
): Promise<void> {
  const { incidents, notifier, policy, clock } = deps;
  const { incident } = record;
  const failures: { readonly person: PersonPolicy; readonly notification: Notification; error: unknown }[] =
    [];
  const reached = () => reachedBy(claim.read(), entry.id);
  const recipients = recipientsOf(policy.people, policy.services, incident).map(({ id }) => id);
  for (const person of updateAudience(policy.people, incident)) {
    const { approvals } = record;
    const notification =
      update === null
        ? updateByHandNotification(incident, entry, person.id, policyNames(policy))
        : updateNotification({ record, approvals, recipients }, entry, update, person.id);
    if (notification === null || reached().includes(person.id)) continue;
    try {
      await notifier.notify(notification, { incident, actor: updater });
    } catch (error) {
      failures.push({ person, notification, error });
      continue;
    }
    await claim.save(reachedOne(claim.read(), entry.id, person.id));
  }
  const [first] = failures;
  if (first !== undefined && reached().length === 0) throw first.error;
  for (const { person, notification, error } of failures) {
    const told = { person: person.id, channels: person.channels, actor: updater, now: clock.now(), error };
    await incidents.appendEntry(incident.id, failedEntry(notification, told));
  }
  await incidents.appendEntry(incident.id, sentEntry(entry, reached(), updater, clock.now()));
}
