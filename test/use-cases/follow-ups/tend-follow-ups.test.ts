import { afterEach, describe, expect, it } from '@jest/globals';
import * as fc from 'fast-check';
import type { TendFollowUpsDeps } from '../../../lambdas/use-cases/follow-ups/tend-follow-ups.ts';
import { tendFollowUps } from '../../../lambdas/use-cases/follow-ups/tend-follow-ups.ts';
import type { Interposed } from '../../../local/cloud/channels/start-channel-services.ts';
import { brokenConnection, type LocalResponse } from '../../../local/cloud/http/loopback-server.ts';
import { createManualClock } from '../../../local/rehearsal/memory/manual-clock.ts';
import { createMemoryPorts, handlerDeps } from '../../../local/rehearsal/memory-ports.ts';
import { aFollowUp } from '../../support/builders/a-follow-up.ts';
import { aClosedIncident, firstIncidentId } from '../../support/builders/records.ts';
import { createFaults, faultModes } from '../../support/faults/faults.ts';
import { ticketPlaces, ticketPolicy, ticketsWorld } from '../../support/worlds/tickets-world.ts';

const stops: (() => Promise<void>)[] = [];
afterEach(async () => {
  for (const stop of stops.splice(0)) await stop();
});

async function aWorld(
  options: { interpose?: Interposed; filing?: number | 'never'; sensitive?: boolean } = {},
) {
  const clock = createManualClock('2026-11-23T02:08:05.000Z');
  const services = await ticketsWorld(() => clock.now(), options.interpose);
  stops.push(() => services.stop());
  const policy = ticketPolicy(ticketPlaces, options.filing ?? 0);
  const ports = { ...createMemoryPorts(clock, policy), trackers: services.bound() };
  const { incidents } = ports;
  await incidents.createIncident(aClosedIncident({ version: 1, sensitive: options.sensitive ?? false }));
  await incidents.createFollowUp(aFollowUp());
  const deps: TendFollowUpsDeps = handlerDeps(ports);
  return {
    clock,
    services,
    ports,
    deps,
    run: (given: TendFollowUpsDeps = deps) => tendFollowUps(given),
    /** Those that were made of the first follow-up. */
    tickets: () =>
      services.tickets('github').filter(({ data }) => String(data['body']).includes(aFollowUp().id)),
    followUp: async () => {
      const found = await incidents.readFollowUp(firstIncidentId, aFollowUp().id);
      if (found === null) throw new Error('It is gone');
      return found;
    },
    sent: () => ports.channel.sent().filter(({ kind }) => kind === 'follow-ups'),
  };
}

const daySeconds = 24 * 3600;

describe('tending follow-ups', () => {
  it('files a ticket once, opens the follow-up and links it, also on the timeline', async () => {
    const world = await aWorld();
    await world.run();
    await world.run();
    expect(world.tickets()).toHaveLength(1);
    expect(await world.followUp()).toMatchObject({
      state: 'open',
      filing: null,
      ticket: { tracker: 'code', key: 'acme/shop#1', state: 'open' },
    });
    const { entries } = (await world.ports.incidents.readRecord(firstIncidentId)) ?? { entries: [] };
    expect(entries.map(({ kind }) => kind)).toContain('follow-up.filed');
  });

  it('proposes what closing did not get to', async () => {
    const world = await aWorld();
    await world.run();
    const types = (await world.ports.incidents.listFollowUps(firstIncidentId)).map(({ type }) => type);
    expect(types).toContain('investigation');
  });

  it('files what is accepted at once, and proposals after their time or never', async () => {
    const never = await aWorld({ filing: 'never' });
    await never.run();
    expect(never.tickets()).toHaveLength(0);
    await never.ports.incidents.saveFollowUp(aFollowUp({ state: 'open', version: 2 }));
    await never.run();
    expect(never.tickets()).toHaveLength(1);
    const later = await aWorld({ filing: 60 });
    later.clock.advance(59 * 60);
    await later.run();
    expect(later.tickets()).toHaveLength(0);
    later.clock.advance(60);
    await later.run();
    expect(later.tickets()).toHaveLength(1);
  });

  it('files nothing about a security-sensitive incident where policy names no tracker for it', async () => {
    const world = await aWorld({ sensitive: true });
    await world.run();
    expect(world.services.tickets('github')).toEqual([]);
    expect(world.services.tickets('jira')).toEqual([]);
  });

  it('is done when its ticket is closed, and open again when that is reopened', async () => {
    const world = await aWorld();
    await world.run();
    const turn = (state: 'open' | 'closed') => {
      const [ticket] = world.tickets();
      if (ticket !== undefined) world.services.board.put({ ...ticket, data: { ...ticket.data, state } });
    };
    turn('closed');
    world.clock.advance(daySeconds);
    await world.run();
    expect(await world.followUp()).toMatchObject({ state: 'done', closedBy: 'tracker:code' });
    turn('open');
    world.clock.advance(daySeconds);
    await world.run();
    expect(await world.followUp()).toMatchObject({ state: 'open', closedAt: null });
  });

  it('goes on while the tracker is away, says why on the follow-up, and files it when it is back', async () => {
    let isDown = true;
    const world = await aWorld({ interpose: (_request, serve) => (isDown ? { status: 503 } : serve()) });
    for (let run = 0; run < 5; run += 1) {
      await world.run();
      world.clock.advance(300);
    }
    expect(await world.followUp()).toMatchObject({
      state: 'proposed',
      filing: { outcome: 'unknown', reason: expect.stringContaining('503') },
    });
    isDown = false;
    world.clock.advance(12 * 3600);
    await world.run();
    expect(world.tickets()).toHaveLength(1);
  });

  it('asks a tracker that wants to be left alone no sooner than it said', async () => {
    let calls = 0;
    const limited: LocalResponse = { status: 429, headers: { 'retry-after': '7200' }, body: '{}' };
    const world = await aWorld({
      interpose: () => {
        calls += 1;
        return limited;
      },
    });
    await world.run();
    const first = calls;
    world.clock.advance(3600);
    await world.run();
    // Other follow-ups of the same place may ask; this one does not.
    expect((await world.followUp()).filing).toMatchObject({ tries: 1, outcome: 'later' });
    expect(first).toBeGreaterThan(0);
  });

  it('reminds an owner of all that is theirs once a week, and of what becomes due', async () => {
    const world = await aWorld({ filing: 'never' });
    await world.run();
    expect(world.sent()).toHaveLength(0);
    for (let day = 0; day < 21; day += 1) {
      world.clock.advance(daySeconds);
      await world.run();
      await world.run();
    }
    const mine = world.sent().filter(({ to }) => to === 'ana');
    expect(mine).toHaveLength(3);
  });
});

const faultOf = fc.record({ call: fc.integer({ min: 1, max: 40 }), mode: fc.constantFrom(...faultModes) });
const answerOf = fc.constantFrom('serve', 'lose', 'refuse', 'break', 'limit');

describe('under faults at every call', () => {
  it('makes exactly one ticket of a follow-up, once the faults are over', async () => {
    await fc.assert(
      fc.asyncProperty(
        fc.array(faultOf, { maxLength: 4 }),
        fc.array(answerOf, { maxLength: 8 }),
        async (faults, answers) => {
          const left = [...answers];
          const world = await aWorld({
            interpose: (_request, serve) => {
              switch (left.shift() ?? 'serve') {
                case 'lose':
                  serve();
                  return brokenConnection;
                case 'refuse':
                  return { status: 503 };
                case 'break':
                  return brokenConnection;
                case 'limit':
                  return { status: 403, headers: { 'retry-after': '60' }, body: '{"message":"rate limit"}' };
                case 'serve':
                  return serve();
              }
            },
          });
          for (const point of faults) {
            const faulty = createFaults(point);
            const incidents = faulty.wrap('incidents', world.ports.incidents);
            await world.run({ ...world.deps, incidents }).catch(() => {});
            world.clock.advance(300);
          }
          for (let run = 0; run < 30; run += 1) {
            await world.run().catch(() => {});
            world.clock.advance(3600);
          }
          expect(world.tickets()).toHaveLength(1);
          expect(await world.followUp()).toMatchObject({
            state: 'open',
            ticket: { key: world.tickets()[0]?.id },
          });
          await world.services.stop();
          stops.pop();
        },
      ),
      { numRuns: 25 },
    );
  }, 120_000);

  it('makes one ticket when two run at the same time', async () => {
    const world = await aWorld();
    await Promise.all([world.run(), world.run(), world.run()]);
    expect(world.tickets()).toHaveLength(1);
  });
});
