import type { Incident } from '../domain/records/incident.ts';
import type { Notification } from '../domain/reporting/notifications/notification.ts';

/** What a notification is about, and who sends it. */
export interface NotificationContext {
  readonly incident: Incident;
  /** `firebreak:<handler>`, as the timeline names it. */
  readonly actor: string;
}

/**
 * Tells people what they are to be told: each by the channels that policy names for them, with links of their own. The incident's page
 * needs no telling: it shows what is recorded.
 */
export interface Notifier {
  /**
   * Notifies everybody of the audience, now or in their next digest. Whoever could not be reached is noted on the timeline; rejects only
   * when nobody could be, with what the first channel said. RestrictedError: the person may not see the incident.
   */
  notify(notification: Notification, context: NotificationContext): Promise<void>;
  /**
   * Tells the people of the audience, by id, what belongs to no incident. Rejects only when none of them could be reached, with what the
   * first channel said; whoever could not be is in the answer.
   */
  tell(notification: Notification): Promise<{ readonly unreached: readonly string[] }>;
  /** Sends a person what was held back for them, once its time is over. */
  sendDigest(person: string): Promise<void>;
}
