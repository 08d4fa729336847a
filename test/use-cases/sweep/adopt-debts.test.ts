import { describe, expect, it } from '@jest/globals';
import type { Debt } from '../../../lambdas/domain/records/step-record.ts';
import { adoptDebts } from '../../../lambdas/use-cases/sweep/adopt-debts.ts';
import { sweep } from '../../../lambdas/use-cases/sweep/sweep.ts';
import { anAssessment } from '../../support/builders/builders.ts';
import { aClosedIncident, aDebt, aStep } from '../../support/builders/records.ts';
import { useCaseWorld } from '../../support/worlds/use-case-world.ts';

const end = '2026-11-23T08:04:04.000Z';
const planned = (overrides: Parameters<typeof aStep>[0] = {}) =>
  aClosedIncident({
    version: 1,
    assessment: anAssessment({ plan: { hash: 'h', steps: [aStep(overrides)] } }),
  });

async function adopted(debt: Debt, incident = planned()): Promise<Debt | undefined> {
  const { incidents } = useCaseWorld();
  await incidents.putDebt(debt);
  await adoptDebts(incidents, incident, [debt]);
  return (await incidents.listDebts(incident.id))[0];
}

describe('a debt that an earlier version recorded', () => {
  it('gets its service, its action and whether it can be undone from the plan', async () => {
    expect(await adopted(aDebt())).toMatchObject({
      service: 'checkout',
      action: 'roll-back-lambda-alias',
      isReversible: true,
      version: 1,
    });
    expect(await adopted(aDebt(), planned({ risk: 'irreversible' }))).toMatchObject({ isReversible: false });
  });

  it('has no end that nobody was told of, and keeps one that the plan told', async () => {
    expect(await adopted(aDebt({ expiresAt: end }))).toMatchObject({ expiresAt: null });
    const told = planned({ expiresAfterSeconds: 21_600 });
    expect(await adopted(aDebt({ expiresAt: end }), told)).toMatchObject({ expiresAt: end });
  });

  it.each<[string, Debt]>([
    ['is closed', aDebt({ status: 'accepted' })],
    ['is known already', aDebt({ action: 'scale-ecs-service', service: 'web', version: 3 })],
    ['is of a step that the plan does not have', aDebt({ stepIndex: 4 })],
  ])('is left as it is when it %s', async (_, debt) => {
    expect(await adopted(debt)).toEqual(debt);
  });

  it('is found by the sweep in an incident that closed with it', async () => {
    const { incidentId, incidents, ...deps } = useCaseWorld();
    await incidents.createIncident({ ...planned(), acceptedDebts: [aDebt().resource] });
    await incidents.putDebt(aDebt({ dueAt: '2026-12-23T02:04:04.000Z' }));
    // What an earlier version wrote is in no index.
    const listOpenDebts = async () =>
      (await incidents.listDebts(incidentId)).filter(({ action }) => action !== undefined);
    const sweepAll = () => sweep({ ...deps, incidents: { ...incidents, listOpenDebts } });
    await sweepAll();
    const [debt] = await incidents.listDebts(incidentId);
    expect(debt).toMatchObject({ service: 'checkout', action: 'roll-back-lambda-alias' });
    await sweepAll();
    expect((await incidents.listDebts(incidentId))[0]?.version).toBe(debt?.version);
  });
});
