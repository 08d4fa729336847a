import { mayRead } from '../../domain/policy/people/may-read.ts';
import type { CompiledPolicy } from '../../domain/policy/policy.ts';
import type { FollowUp } from '../../domain/records/follow-up/follow-up.ts';
import type { Incident } from '../../domain/records/incident.ts';
import { followUpsNotification } from '../../domain/reporting/notifications/follow-ups-notification.ts';
import { nextFollowUp } from '../../domain/response/follow-ups/change-follow-up.ts';
import { isReminderDue } from '../../domain/response/follow-ups/follow-up-duties.ts';
import type { Clock } from '../../ports/clock.ts';
import type { Notifier } from '../../ports/notifier.ts';
import type { IncidentStore } from '../../ports/stores/incident-store.ts';
import { changeNewest } from './change-newest.ts';

export interface RemindOwnersDeps {
  readonly incidents: IncidentStore;
  readonly notifier: Notifier;
  readonly policy: Pick<CompiledPolicy, 'people'>;
  readonly clock: Clock;
}

/** One notification for everything that a person owns, and only of incidents that they may see. */
export async function remindOwners(
  { incidents, notifier, policy: { people }, clock }: RemindOwnersDeps,
  live: readonly FollowUp[],
  byId: ReadonlyMap<string, Incident>,
): Promise<void> {
  const now = clock.now();
  for (const { id: person } of people.people) {
    const owned = live.filter(({ owner, incidentId }) => {
      const incident = byId.get(incidentId);
      return owner === person && incident !== undefined && mayRead(people, incident, person);
    });
    const incident = byId.get(owned[0]?.incidentId ?? '');
    if (incident === undefined || !isReminderDue(owned, now)) continue;
    await notifier.notify(followUpsNotification(owned, incident, person, now), {
      incident,
      actor: 'firebreak:file-follow-ups',
    });
    for (const followUp of owned) {
      await changeNewest(incidents, followUp, (newest) =>
        nextFollowUp(newest, { remindedAt: now.toISOString() }),
      );
    }
  }
}
