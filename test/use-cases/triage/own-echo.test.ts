import { beforeEach, describe, expect, it } from '@jest/globals';
import { assessIncident } from '../../../lambdas/use-cases/triage/assess-incident.ts';
import { aReading, metricsEvidence } from '../../support/builders/builders.ts';
import { aDebt } from '../../support/builders/records.ts';
import { useCaseWorld } from '../../support/worlds/use-case-world.ts';

let world: ReturnType<typeof useCaseWorld>;
beforeEach(async () => {
  world = useCaseWorld();
  await world.open({ status: 'triaging' });
  await world.incidents.putEvidence(world.incidentId, metricsEvidence([aReading()]));
});

const assess = () => assessIncident(world, { incidentId: world.incidentId, unavailable: [] });
const actedElsewhere = (metric: 'errorRate' | 'saturation') =>
  world.incidents.putDebt(
    aDebt({
      incidentId: 'inc_acting',
      service: 'checkout',
      resource: 'ecs-service:shop:checkout',
      createdAt: '2026-11-23T01:50:00.000Z',
      echoes: [{ metric, goes: 'up', because: 'more tasks share the load' }],
    }),
  );

describe('an incident of what an action announced', () => {
  it('starts nothing, and is shown with the action', async () => {
    await actedElsewhere('errorRate');
    expect(await assess()).toMatchObject({ disposition: 'watch' });
    const { assessment } = (await world.incidents.readIncident(world.incidentId)) ?? {};
    expect(assessment?.reason).toContain('inc_acting');
    // The memory of the acting incident has the entry although its other records are not here.
    await world.incidents.createIncident({
      ...((await world.incidents.readIncident(world.incidentId)) ??
        (() => {
          throw new Error('There is no incident');
        })()),
      id: 'inc_acting',
    });
    const acting = await world.incidents.readRecord('inc_acting');
    expect(acting?.entries).toMatchObject([{ kind: 'echo.heard', data: { incident: world.incidentId } }]);
  });

  it('is an incident like others when something else is bad', async () => {
    await actedElsewhere('saturation');
    expect((await assess()).disposition).not.toBe('watch');
  });
});
