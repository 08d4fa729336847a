import type { Notification } from './notification.ts';

/**
 * What tells one person's copy of a notification from every other: the same whenever it is sent again, so that a channel can tell a
 * repetition. Letters, digits, `-`, `_`, `.` and `@` only.
 */
export function notificationKey(
  { id, kind, link }: Pick<Notification, 'id' | 'kind' | 'link'>,
  person: string,
): string {
  const subject = 'incidentId' in link ? [link.incidentId] : [];
  return [...subject, kind, id, person]
    .join('_')
    .replace(/[^\w.@-]/g, '-')
    .slice(0, 256);
}
