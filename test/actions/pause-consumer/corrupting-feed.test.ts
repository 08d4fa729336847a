import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import { queueSignalsAt } from '../../../local/world/signals/queue-signals.ts';
import { type IncidentWorld, incidentWorld } from '../../support/worlds/incident-world.ts';
import { mappingIn } from './bench.ts';

let world: IncidentWorld;
beforeEach(async () => {
  world = await incidentWorld({ scenario: 'corrupting-feed' });
  await world.pass(5);
});
afterEach(() => world.stop());

const isOn = () => mappingIn(world.account).settings.at(-1)?.enabled;

describe('a feed that corrupts the ledger', () => {
  it('is stopped by pausing its consumer once somebody approves, and its messages wait', async () => {
    expect(await world.incident()).toMatchObject({ status: 'awaiting-approval', service: 'ledger' });
    expect(isOn()).toBe(true);
    await world.decide('approve');
    await world.pass(12);
    expect(isOn()).toBe(false);
    const { incident, debts } = await world.record();
    expect(incident).toMatchObject({ status: 'closed', outcome: 'recovered' });
    expect(debts).toMatchObject([{ status: 'open', owner: 'chris', expiresAt: null }]);
    const { scenario } = world.account;
    const [queue] = scenario.queues;
    if (queue === undefined) throw new Error('The scenario has no queue');
    const waiting = queueSignalsAt(scenario, world.account, queue, world.clock.now().getTime());
    expect(waiting.depth).toBeGreaterThan(1000);
    expect(waiting.deadLetters).toBe(0);
    expect(world.problems()).toEqual([]);
  }, 30_000);

  it('is left alone when nobody lets it be paused', async () => {
    await world.decide('reject');
    await world.pass(5);
    expect(isOn()).toBe(true);
    expect((await world.incident()).status).toBe('handed-over');
  }, 30_000);
});
