import { describe, expect, it } from '@jest/globals';
import { createInMemoryIncidentStore } from '../../../lambdas/adapters/memory/in-memory-incident-store.ts';
import type { IncidentStore } from '../../../lambdas/ports/incident-store.ts';
import { readRecentActions } from '../../../lambdas/use-cases/read-recent-actions.ts';
import { anAssessment, aPlan } from '../../support/builders.ts';
import { aClosedIncident, anIncident, aStep, aStepRecord } from '../../support/records.ts';

const now = new Date('2026-11-23T02:10:00.000Z');
const claim = {
  at: '2026-11-23T02:05:00.000Z',
  authority: { kind: 'policy' as const, approvalId: null, by: [] },
  fencingToken: 1,
  preState: {},
};
const about = { service: 'checkout', resource: 'lambda:checkout:live' };

interface Acted {
  readonly id: string;
  readonly service?: string;
  readonly resource?: string;
  readonly isClaimed?: boolean;
  readonly closedLongAgo?: boolean;
}

async function remember(store: IncidentStore, acted: Acted): Promise<void> {
  const { id, service = 'checkout', resource = 'lambda:other:live', isClaimed = true, closedLongAgo } = acted;
  const assessment = anAssessment({ plan: aPlan([aStep({ resource })]) });
  const common = { id, service, assessment };
  await store.createIncident(
    closedLongAgo === true
      ? aClosedIncident({ ...common, openedAt: '2026-11-01T02:00:00.000Z' })
      : anIncident(common),
  );
  await store.saveStep(aStepRecord({ incidentId: id, claim: isClaimed ? claim : null }));
}

describe('the recent actions', () => {
  it('are those that were started on the service or on the resource, in whichever incident', async () => {
    const store = createInMemoryIncidentStore();
    const all: readonly Acted[] = [
      { id: 'inc_service' },
      { id: 'inc_resource', service: 'search', resource: about.resource },
      { id: 'inc_neither', service: 'search' },
      { id: 'inc_only_planned', isClaimed: false },
      { id: 'inc_long_ago', closedLongAgo: true },
    ];
    for (const acted of all) await remember(store, acted);
    const found = await readRecentActions(store, about, now);
    expect(found).toHaveLength(2);
    expect(found).toEqual(
      expect.arrayContaining([
        expect.objectContaining({ incidentId: 'inc_resource', service: 'search', at: claim.at }),
        expect.objectContaining({ incidentId: 'inc_service', service: 'checkout', at: claim.at }),
      ]),
    );
  });

  it('are read at once for a page of incidents, however many there are', async () => {
    const store = createInMemoryIncidentStore();
    for (let n = 0; n < 150; n += 1) await remember(store, { id: `inc_${String(n).padStart(3, '0')}` });
    let reads = 0;
    const counting: IncidentStore = {
      ...store,
      readSteps(steps) {
        reads += 1;
        return store.readSteps(steps);
      },
      readRecord: () => Promise.reject(new Error('A whole record is read')),
    };
    expect(await readRecentActions(counting, about, now)).toHaveLength(150);
    expect(reads).toBe(2);
  });
});
