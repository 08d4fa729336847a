import { beforeEach, describe, expect, it } from '@jest/globals';
import type { Debt } from '../../../lambdas/domain/records/step-record.ts';
import { tendDebt } from '../../../lambdas/use-cases/sweep/tend-debts.ts';
import { aClosedIncident, aDebt } from '../../support/builders/records.ts';
import { useCaseWorld } from '../../support/worlds/use-case-world.ts';

let world: ReturnType<typeof useCaseWorld>;
beforeEach(async () => {
  world = useCaseWorld();
  await world.incidents.createIncident(aClosedIncident({ version: 1, commander: 'ben' }));
});

async function owed(overrides: Partial<Debt> = {}): Promise<void> {
  await world.incidents.putDebt(
    aDebt({
      service: 'checkout',
      action: 'roll-back-lambda-alias',
      isReversible: true,
      owner: 'ana',
      dueAt: '2026-11-24T02:04:04.000Z',
      ...overrides,
    }),
  );
}
async function debt(): Promise<Debt> {
  const [found] = await world.incidents.listDebts(world.incidentId);
  if (found === undefined) throw new Error('There is no debt');
  return found;
}
const tend = async () => await tendDebt(world, await debt());
const told = () => world.channel.sent().map(({ to, facts }) => [to, 'news' in facts ? facts.news : null]);
const called = () => world.schedules.list().map(({ call }) => call.payload);
const hours = (count: number) => world.clock.advance(count * 3600);

describe('an open debt', () => {
  it('is no news before it is due, and its owner hears of it once on each day of reminders', async () => {
    await owed();
    await tend();
    expect(told()).toEqual([]);
    for (let day = 0; day < 4; day += 1) {
      hours(24);
      await tend();
      await tend();
    }
    expect(told()).toEqual([
      ['ana', 'due'],
      ['ana', 'due'],
      ['ana', 'due'],
    ]);
  });

  it('is told to the commander when its owner is nobody whom policy knows, and to operations without one', async () => {
    await owed({ owner: 'team-checkout' });
    hours(24);
    await tend();
    expect(told()).toEqual([['ben', 'due']]);
    await world.change((incident) => ({ ...incident, commander: null, version: incident.version + 1 }));
    hours(24);
    await tend();
    expect(told().at(-1)).toEqual(['ana', 'due']);
  });

  it('of a sensitive incident is told to people for security only', async () => {
    await world.change((incident) => ({ ...incident, sensitive: true, version: incident.version + 1 }));
    await owed();
    hours(24);
    await tend();
    expect(told()).toEqual([['ben', 'due']]);
  });

  it('is looked at once a day for whether it could still be undone, by the function of its action', async () => {
    await owed();
    await tend();
    expect(called()).toEqual([]);
    hours(24);
    await tend();
    expect(called()).toEqual([{ operation: 'check-undo', incidentId: world.incidentId, stepIndex: 0 }]);
  });

  it('is told once when it cannot be undone any more', async () => {
    await owed({ undoReadiness: { at: '2026-11-23T02:04:04.000Z', ready: false, text: 'v57 is gone' } });
    await tend();
    await tend();
    expect(told()).toEqual([['ana', 'cannot-undo']]);
  });

  it('of an earlier version, which cannot say what took it, is left to people at its end', async () => {
    await world.incidents.putDebt(aDebt({ owner: 'ana', expiresAt: '2026-11-23T08:04:04.000Z' }));
    hours(7);
    await tend();
    expect(await debt()).toMatchObject({ status: 'open', expiry: { outcome: 'unknown' } });
    expect(called()).toEqual([]);
    await tend();
    expect(told().at(-1)).toEqual(['ana', 'not-taken-back']);
  });

  it('is closed, and told, when its action was taken back', async () => {
    const at = '2026-11-23T02:05:00.000Z';
    await owed({ expiresAt: at, expiry: { at, outcome: 'undone', text: 'moved' } });
    await tend();
    expect(await debt()).toMatchObject({ status: 'restored', closedAt: at });
    expect(told()).toEqual([['ana', 'taken-back']]);
    await tend();
    expect(told()).toHaveLength(1);
  });
});
