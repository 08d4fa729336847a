import type { NotificationLink } from '../../domain/reporting/notifications/notification.ts';

/** Addresses of Firebreak's pages, each with a key of the person it is made for where the page needs one. */
export interface PageLinks {
  pageFor(link: NotificationLink, person: string): Promise<string>;
}
