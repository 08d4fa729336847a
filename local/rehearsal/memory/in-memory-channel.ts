import type { PersonPolicy } from '../../../lambdas/domain/policy/policy.ts';
import type { PersonalNotification } from '../../../lambdas/domain/reporting/notifications/notification.ts';
import type { BoundChannel } from '../../../lambdas/ports/plug-ins/channel.ts';

/** A notification that was delivered, and to whom. */
export type DeliveredNotification = PersonalNotification & { readonly to: PersonPolicy['id'] };

export interface InMemoryChannel extends BoundChannel {
  sent(): readonly DeliveredNotification[];
}

/** Stands for a channel: keeps what it delivers, with its facts as they are. */
export function createInMemoryChannel(name = 'mail'): InMemoryChannel {
  const delivered: DeliveredNotification[] = [];
  return {
    name,
    isPrivate: true,
    deliver: async ({ id }, notification) => {
      delivered.push({ ...notification, to: id });
      return true;
    },
    sent: () => [...delivered],
  };
}
