import type { DeliveredNotification } from './memory/in-memory-channel.ts';

/** What one approver was sent. */
export interface SentLink {
  readonly key: string;
  readonly code: string;
}

/** Throws when the notification has no link to an approval, or no code. */
export function sentLink(notification: DeliveredNotification | undefined): SentLink {
  const { url = '', code = null } = notification ?? {};
  const key = /\/approve#(\S+)/.exec(url)?.[1];
  if (key === undefined || code === null) throw new Error('The notification has no link or no code');
  return { key, code };
}
