import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import { countAt } from '../../../local/world/services/lambda/concurrency-state.ts';
import { type IncidentWorld, incidentWorld } from '../../support/worlds/incident-world.ts';
import { functionIn } from './bench.ts';

let world: IncidentWorld;
beforeEach(async () => {
  world = await incidentWorld({ scenario: 'throttled-quotes' });
  await world.pass(5);
});
afterEach(() => world.stop());

const reserved = () => countAt(functionIn(world.account).reserved, Number.POSITIVE_INFINITY);

describe('quotes that Lambda throttles', () => {
  it('get more concurrency once somebody approves, and recover', async () => {
    expect(await world.incident()).toMatchObject({ status: 'awaiting-approval', service: 'quotes' });
    expect(reserved()).toBe(40);
    await world.decide('approve');
    await world.pass(10);
    expect(reserved()).toBe(80);
    const { incident, debts } = await world.record();
    expect(incident).toMatchObject({ status: 'closed', outcome: 'recovered' });
    expect(debts).toMatchObject([{ resource: 'lambda-alias:quotes:live', status: 'open' }]);
    expect(world.problems()).toEqual([]);
  }, 30_000);
});
