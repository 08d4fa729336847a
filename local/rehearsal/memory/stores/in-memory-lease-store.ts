import {
  addStart,
  noStarts,
  type StepStarts,
} from '../../../../lambdas/domain/records/guardrails/step-starts.ts';
import type { LeaseStore } from '../../../../lambdas/ports/stores/lease-store.ts';

interface Lease {
  readonly holder: string | null;
  readonly expiresAt: number;
  readonly fencingToken: number;
  readonly started: StepStarts;
}

const neverTaken: Lease = { holder: null, expiresAt: 0, fencingToken: 0, started: noStarts };

export function createInMemoryLeaseStore(): LeaseStore {
  const leases = new Map<string, Lease>();
  return {
    acquireLease: async (resource, holder, now, seconds, start) => {
      const lease = leases.get(resource) ?? neverTaken;
      const expiresAt = now.getTime() + seconds * 1000;
      const live = lease.holder !== null && lease.expiresAt > now.getTime();
      if (live && lease.holder !== holder) return { acquired: false, holder: lease.holder ?? '' };
      const fencingToken = live ? lease.fencingToken : lease.fencingToken + 1;
      const started = start === undefined ? lease.started : addStart(lease.started, start);
      leases.set(resource, { holder, expiresAt, fencingToken, started });
      return { acquired: true, fencingToken };
    },
    releaseLease: async (resource, holder) => {
      const lease = leases.get(resource);
      if (lease?.holder === holder) leases.set(resource, { ...lease, holder: null });
    },
    readLease: async (resource) => {
      const { expiresAt, ...lease } = leases.get(resource) ?? neverTaken;
      return { ...lease, expiresAt: expiresAt === 0 ? null : new Date(expiresAt).toISOString() };
    },
  };
}
