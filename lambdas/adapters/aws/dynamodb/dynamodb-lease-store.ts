import { WriteConflictError } from '../../../domain/errors.ts';
import { addStart, noStarts, type StepStarts } from '../../../domain/records/guardrails/step-starts.ts';
import type { LeaseStore } from '../../../ports/stores/lease-store.ts';
import { type DynamodbTable, readRecord } from './dynamodb-table.ts';
import { leaseKey } from './item-keys.ts';

interface Lease {
  readonly holder: string | null;
  /** ISO 8601 UTC. */
  readonly expiresAt: string;
  readonly fencingToken: number;
  readonly version: number;
  /** Not kept by earlier versions. */
  readonly started?: StepStarts;
}

/** Leases are never deleted, only given back: a fencing token must not start again. There is one per resource. */
export function createDynamodbLeaseStore(table: DynamodbTable): LeaseStore {
  const read = (resource: string) => readRecord<Lease>(table, leaseKey(resource));
  const replace = (
    resource: string,
    previous: Lease | null,
    lease: Omit<Lease, 'version'>,
  ): Promise<boolean> => {
    const version = (previous?.version ?? 0) + 1;
    return table.put(
      { ...leaseKey(resource), data: { ...lease, version }, attributes: { version } },
      previous === null ? 'absent' : { attribute: 'version', equals: previous.version },
    );
  };

  return {
    async acquireLease(resource, holder, now, seconds, start) {
      for (let attempt = 1; attempt <= 5; attempt += 1) {
        const previous = await read(resource);
        const live = previous !== null && previous.holder !== null && previous.expiresAt > now.toISOString();
        if (live && previous.holder !== null && previous.holder !== holder) {
          return { acquired: false, holder: previous.holder };
        }
        const expiresAt = new Date(now.getTime() + seconds * 1000).toISOString();
        const fencingToken = (previous?.fencingToken ?? 0) + (live ? 0 : 1);
        const before = startedUnder(previous);
        const started = start === undefined ? before : addStart(before, start);
        if (await replace(resource, previous, { holder, expiresAt, fencingToken, started })) {
          return { acquired: true, fencingToken };
        }
      }
      throw new WriteConflictError('The lease changes hands faster than it can be read');
    },

    async releaseLease(resource, holder) {
      const previous = await read(resource);
      if (previous?.holder !== holder) return;
      // Refused only when somebody else took it, or a repetition of this call gave it back: both are fine.
      await replace(resource, previous, { ...previous, holder: null });
    },

    async readLease(resource) {
      const lease = await read(resource);
      const { holder = null, expiresAt = null, fencingToken = 0 } = lease ?? {};
      return { holder, expiresAt, fencingToken, started: startedUnder(lease) };
    },
  };
}

/** Where it was not kept, whoever had the lease last may have started a step as long as they had it. */
function startedUnder(lease: Lease | null): StepStarts {
  if (lease === null) return noStarts;
  return lease.started ?? { starts: [], unknownUntil: lease.expiresAt };
}
