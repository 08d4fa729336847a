import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import { dynamoDb } from '../../../local/world/services/dynamodb/dynamodb.ts';
import { type IncidentWorld, incidentWorld } from '../../support/worlds/incident-world.ts';

let world: IncidentWorld;
beforeEach(async () => {
  world = await incidentWorld({ scenario: 'throttled-seats' });
  await world.pass(5);
});
afterEach(() => world.stop());

const units = () =>
  world.account
    .stateOf(dynamoDb)
    .tables.find(({ name }) => name === 'seats')
    ?.changes.at(-1)?.provisioned?.read;

describe('a table that is throttled', () => {
  it('gets the units that it may have once somebody approves, and recovers', async () => {
    expect(await world.incident()).toMatchObject({ status: 'awaiting-approval', service: 'seats' });
    expect(units()).toBe(80);
    await world.decide('approve');
    await world.pass(12);
    expect(units()).toBe(180);
    const { incident, debts } = await world.record();
    expect(incident).toMatchObject({ status: 'closed', outcome: 'recovered' });
    expect(debts).toMatchObject([
      { resource: 'scalable-target:dynamodb/table/ReadCapacityUnits:table/seats', status: 'open' },
    ]);
    expect(world.problems()).toEqual([]);
  }, 60_000);
});
