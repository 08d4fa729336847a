import { beforeEach, describe, expect, it } from '@jest/globals';
import { mostStarts } from '../../../lambdas/domain/records/guardrails/step-starts.ts';
import type { IncidentStore } from '../../../lambdas/ports/stores/incident-store.ts';
import type { LeaseStore } from '../../../lambdas/ports/stores/lease-store.ts';
import { readRecentActions } from '../../../lambdas/use-cases/actions/read-recent-actions.ts';
import { createInMemoryIncidentStore } from '../../../local/rehearsal/memory/stores/in-memory-incident-store.ts';
import { createInMemoryLeaseStore } from '../../../local/rehearsal/memory/stores/in-memory-lease-store.ts';
import { anAssessment, aPlan } from '../../support/builders/builders.ts';
import { aClosedIncident, anIncident, aStep, aStepRecord } from '../../support/builders/records.ts';

const now = new Date('2026-11-23T02:10:00.000Z');
const lockedAt = '2026-11-23T02:05:00.000Z';
const startedAt = '2026-11-23T02:04:59.000Z';
const lock = {
  at: lockedAt,
  authority: { kind: 'policy' as const, approvalId: null, by: [] },
  fencingToken: 1,
  preState: {},
  undoReadiness: null,
};
const resource = 'lambda:checkout:live';
const elsewhere = 'lambda:other:live';
const stale = { at: lockedAt, outcome: 'stale' as const, text: 'moved', postState: null };

interface Acted {
  readonly id: string;
  readonly service?: string;
  readonly on?: string;
  /** How far take-action came. */
  readonly as?: 'planned' | 'started' | 'locked' | 'stale';
  readonly openedAt?: string;
  readonly isClosed?: boolean;
}

let incidents: IncidentStore;
let leases: LeaseStore;
beforeEach(() => {
  incidents = createInMemoryIncidentStore();
  leases = createInMemoryLeaseStore();
});

/** As plan, take-action and closing leave it behind. */
async function remember(acted: Acted): Promise<void> {
  const { id, service = 'checkout', on = elsewhere, as = 'locked', openedAt, isClosed = false } = acted;
  const assessment = anAssessment({ plan: aPlan([aStep({ resource: on })]) });
  const incident = {
    id,
    service,
    assessment,
    ...(openedAt === undefined ? {} : { openedAt }),
  };
  await incidents.createIncident(isClosed ? aClosedIncident(incident) : anIncident(incident));
  if (as !== 'planned') {
    const start = { incidentId: id, index: 0, service, action: 'rollback-lambda-alias', at: startedAt };
    await leases.acquireLease(on, id, new Date(startedAt), 600, start);
    await leases.releaseLease(on, id);
  }
  const result = as === 'stale' ? stale : null;
  await incidents.saveStep(aStepRecord({ incidentId: id, lock: as === 'locked' ? lock : null, result }));
}

async function readFor(id = 'inc_own', store = incidents) {
  const record = await incidents.readRecord(id);
  if (record === null) throw new Error('There is no incident');
  const { started } = await leases.readLease(resource);
  return await readRecentActions(store, record, { index: 1, resource }, started, now);
}

const idsOf = (actions: readonly { readonly incidentId: string }[]) =>
  actions.map(({ incidentId }) => incidentId).toSorted();

describe('the recent actions', () => {
  it('are those that were started on the service or on the resource, in whichever incident', async () => {
    const all: readonly Acted[] = [
      { id: 'inc_own' },
      { id: 'inc_service' },
      { id: 'inc_resource', service: 'search', on: resource },
      { id: 'inc_neither', service: 'search' },
      { id: 'inc_only_planned', as: 'planned' },
      { id: 'inc_long_ago', openedAt: '2026-11-01T02:00:00.000Z', isClosed: true },
      { id: 'inc_open_since_long', openedAt: '2026-11-01T02:00:00.000Z' },
    ];
    for (const acted of all) await remember(acted);
    const found = await readFor();
    expect(idsOf(found)).toEqual(['inc_open_since_long', 'inc_own', 'inc_resource', 'inc_service']);
    expect(found).toEqual(
      expect.arrayContaining([
        expect.objectContaining({ incidentId: 'inc_resource', service: 'search', resource, at: lockedAt }),
        expect.objectContaining({ incidentId: 'inc_service', service: 'checkout', at: lockedAt }),
      ]),
    );
  });

  it('on the resource count however long ago their incident was opened, and closed or not', async () => {
    await remember({ id: 'inc_own', as: 'planned' });
    const openedAt = '2026-11-01T02:00:00.000Z';
    await remember({ id: 'inc_closed', service: 'search', on: resource, openedAt, isClosed: true });
    expect(idsOf(await readFor())).toEqual(['inc_closed']);
  });

  it('count once when they are on the service and on the resource', async () => {
    await remember({ id: 'inc_own', on: resource });
    await remember({ id: 'inc_other', on: resource });
    expect(idsOf(await readFor())).toEqual(['inc_other', 'inc_own']);
  });

  it('count when they were started and nothing tells how that ended', async () => {
    await remember({ id: 'inc_own', as: 'planned' });
    await remember({ id: 'inc_crashed', service: 'search', on: resource, as: 'started' });
    const start = { incidentId: 'inc_lost', index: 3, service: 'search', action: 'x', at: startedAt };
    await leases.acquireLease(resource, 'inc_lost', new Date(startedAt), 600, start);
    const found = await readFor();
    expect(found).toEqual([
      expect.objectContaining({ incidentId: 'inc_lost', at: startedAt }),
      expect.objectContaining({ incidentId: 'inc_crashed', at: startedAt }),
    ]);
  });

  it('count from the last start of a step that was begun again, or undone, after it was locked', async () => {
    await remember({ id: 'inc_own', on: resource });
    const at = '2026-11-23T02:08:00.000Z';
    const start = { incidentId: 'inc_own', index: 0, service: 'checkout', action: 'x', at };
    await leases.acquireLease(resource, 'inc_own', new Date(at), 600, start);
    expect(await readFor()).toEqual([expect.objectContaining({ incidentId: 'inc_own', at })]);
  });

  it('are none where the resource was found changed and nothing was done', async () => {
    await remember({ id: 'inc_own', as: 'planned' });
    await remember({ id: 'inc_stale', service: 'search', on: resource, as: 'stale' });
    expect(await readFor()).toEqual([]);
  });

  it('are never none when more were started than are remembered', async () => {
    await remember({ id: 'inc_own', as: 'planned' });
    for (let n = 0; n <= mostStarts; n += 1) {
      await remember({ id: `inc_${n}`, service: 'search', on: resource, as: 'stale' });
    }
    expect(await readFor()).toEqual([
      { incidentId: 'unknown', service: 'unknown', action: 'unknown', resource, at: startedAt },
    ]);
  });

  it('may be unknown until now, and never later', async () => {
    await remember({ id: 'inc_own', as: 'planned' });
    const starts = { starts: [], unknownUntil: '2026-11-23T02:20:00.000Z' };
    const known = await leases.readLease(resource);
    leases = { ...leases, readLease: async () => ({ ...known, started: starts }) };
    expect(await readFor()).toEqual([expect.objectContaining({ resource, at: now.toISOString() })]);
  });

  it('are read without a look at the incidents of others, however many there are', async () => {
    await remember({ id: 'inc_own' });
    await remember({ id: 'inc_same_service' });
    for (let n = 0; n < 150; n += 1) await remember({ id: `inc_${n}`, service: `service-${n}` });
    const looked: string[] = [];
    const counting: IncidentStore = {
      ...incidents,
      readIncidents(ids) {
        looked.push(...ids);
        return incidents.readIncidents(ids);
      },
      readSteps(steps) {
        looked.push(...steps.map(({ incidentId }) => incidentId));
        return incidents.readSteps(steps);
      },
      readRecord: () => Promise.reject(new Error('A whole record is read')),
    };
    expect(await readFor('inc_own', counting)).toHaveLength(2);
    expect(looked).toEqual(['inc_same_service', 'inc_same_service']);
  });
});
