import type { DeliveredNotification } from './memory/in-memory-channel.ts';

/** What one approver was sent. */
export interface DeliveredLink {
  readonly key: string;
  readonly code: string;
}

/** Throws when the notification has no link or no code. */
export function deliveredLink({ url, code }: Partial<DeliveredNotification> = {}): DeliveredLink {
  const key = /\/approve#(\S+)/.exec(url ?? '')?.[1];
  if (key === undefined || !code) throw new Error('The notification has no link or no code');
  return { key, code };
}
