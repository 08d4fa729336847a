import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import { stepFunctions } from '../../../local/world/services/step-functions/step-functions.ts';
import { findMachine } from '../../../local/world/services/step-functions/step-functions-state.ts';
import { type IncidentWorld, incidentWorld } from '../../support/worlds/incident-world.ts';

let world: IncidentWorld;
beforeEach(async () => {
  world = await incidentWorld({ scenario: 'failed-executions' });
  await world.pass(5);
});
afterEach(() => world.stop());

const failed = () => findMachine(world.account.stateOf(stepFunctions), 'shipping-labels')?.failed ?? [];

describe('executions that failed in an outage', () => {
  it('are redriven, each once, when somebody approves', async () => {
    expect(await world.incident()).toMatchObject({ status: 'awaiting-approval', service: 'shipping' });
    expect(failed().filter(({ redriveCount }) => redriveCount > 0)).toEqual([]);
    await world.decide('approve');
    expect(failed().map(({ redriveCount }) => redriveCount)).toEqual(Array(20).fill(1));
    await world.pass(12);
    const { incident, steps } = await world.record();
    expect(incident).toMatchObject({ status: 'closed', outcome: 'recovered' });
    expect(steps[0]?.settling).toMatchObject({ settled: true, text: expect.stringContaining('20 of 20') });
    expect(world.problems()).toEqual([]);
  }, 30_000);
});
