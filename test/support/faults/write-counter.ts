import type { ApprovalStore } from '../../../lambdas/ports/stores/approval-store.ts';
import type { IncidentStore } from '../../../lambdas/ports/stores/incident-store.ts';
import type { LeaseStore } from '../../../lambdas/ports/stores/lease-store.ts';

type Stores = IncidentStore & ApprovalStore & LeaseStore;

/** The methods that write; each is one write of one item. A refused condition costs its write all the same. */
const writingMethods: ReadonlySet<string> = new Set([
  'acquireOpenLock',
  'releaseOpenLock',
  'createIncident',
  'saveIncident',
  'saveAlertPage',
  'putEvidence',
  'appendEntry',
  'saveStep',
  'putDebt',
  'saveDebt',
  'putTombstone',
  'rememberAlert',
  'createApproval',
  'saveApproval',
  'acquireLease',
  'releaseLease',
] satisfies (keyof Stores)[]);

export interface WriteCounter {
  /** The same store, with its writes counted. */
  count<Store extends object>(store: Store): Store;
  total(): number;
  /** Writes by method, such as `{ saveIncident: 5 }`. */
  byMethod(): Readonly<Record<string, number>>;
}

/** Counts the DynamoDB writes of use cases, over any number of stores: the budget is 25 an incident. */
export function createWriteCounter(): WriteCounter {
  const counts = new Map<string, number>();
  return {
    count: (store) =>
      new Proxy(store, {
        get(target, key, receiver) {
          const member: unknown = Reflect.get(target, key, receiver);
          if (typeof key === 'symbol' || typeof member !== 'function' || !writingMethods.has(key))
            return member;
          return (...args: unknown[]): unknown => {
            counts.set(key, (counts.get(key) ?? 0) + 1);
            return Reflect.apply(member, target, args);
          };
        },
      }),
    total: () => counts.values().reduce((sum, count) => sum + count, 0),
    byMethod: () => Object.fromEntries(counts),
  };
}
