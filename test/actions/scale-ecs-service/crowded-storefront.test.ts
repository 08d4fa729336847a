import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import { ecs } from '../../../local/world/services/ecs/ecs.ts';
import { findEcsService } from '../../../local/world/services/ecs/ecs-state.ts';
import { type IncidentWorld, incidentWorld } from '../../support/worlds/incident-world.ts';

let world: IncidentWorld;
beforeEach(async () => {
  world = await incidentWorld({ scenario: 'crowded-storefront' });
  await world.pass(5);
});
afterEach(() => world.stop());

const desired = () => findEcsService(world.account.stateOf(ecs), 'storefront')?.desired.at(-1)?.count;
const stepOf = async () => (await world.record()).steps[0];

describe('a crowded storefront', () => {
  it('is scaled out once somebody approves, and judged from when the tasks are running', async () => {
    expect(await world.incident()).toMatchObject({ status: 'awaiting-approval', service: 'storefront' });
    expect(desired()).toBe(4);
    await world.decide('approve');
    const actedAt = (await stepOf())?.result?.at;
    expect((await stepOf())?.settling).toMatchObject({ settled: false });

    await world.pass(14);
    expect(desired()).toBe(8);
    const { incident, debts } = await world.record();
    expect(incident).toMatchObject({ status: 'closed', outcome: 'recovered' });
    const { settling, verification } = (await stepOf()) ?? {};
    expect(settling).toMatchObject({ settled: true });
    const readings = verification?.verdict.readings ?? [];
    expect(readings.length).toBeGreaterThan(2);
    for (const { at } of readings) expect(at > (settling?.at ?? '') && at > (actedAt ?? '')).toBe(true);
    expect(debts).toMatchObject([{ resource: 'ecs-service:shop:storefront', status: 'open', owner: 'ben' }]);
    expect(world.problems()).toEqual([]);
    expect(await Promise.resolve(world.schedules.list())).toEqual([]);
  }, 30_000);

  it('is left alone when nobody lets it be scaled', async () => {
    await world.decide('reject');
    await world.pass(5);
    expect(desired()).toBe(4);
    expect((await world.incident()).status).toBe('handed-over');
  }, 30_000);
});
