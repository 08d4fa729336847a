import type { AlertQueue } from '../../../lambdas/ports/alert-queue.ts';
import type { Delivery } from '../../../lambdas/ports/plug-ins/alert-source.ts';
import { jsonCopy } from './json-copy.ts';

export interface InMemoryAlertQueue extends AlertQueue {
  /** Takes everything that waits, oldest first. */
  drain(): readonly Delivery[];
}

export function createInMemoryAlertQueue(): InMemoryAlertQueue {
  const waiting: Delivery[] = [];
  return {
    send: async (delivery) => {
      waiting.push(jsonCopy(delivery));
    },
    drain: () => waiting.splice(0),
  };
}
