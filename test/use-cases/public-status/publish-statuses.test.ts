import { afterEach, describe, expect, it } from '@jest/globals';
import { CommandRefusedError, RestrictedError } from '../../../lambdas/domain/errors.ts';
import type { StatusPagePolicy } from '../../../lambdas/domain/policy/schemas/public-status-schema.ts';
import { publishStatuses } from '../../../lambdas/use-cases/public-status/publish-statuses.ts';
import { readDraft } from '../../../lambdas/use-cases/public-status/read-draft.ts';
import { releaseStatus } from '../../../lambdas/use-cases/public-status/release-status.ts';
import { createManualClock } from '../../../local/rehearsal/memory/manual-clock.ts';
import { createMemoryPorts, handlerDeps } from '../../../local/rehearsal/memory-ports.ts';
import { aPolicy } from '../../support/builders/policy/a-policy.ts';
import { anIncident, firstIncidentId } from '../../support/builders/records.ts';
import { createFaults, everyFaultPoint, type Faults, faultModes } from '../../support/faults/faults.ts';
import { publicPages, publicPolicy, statusWorld } from '../../support/worlds/status-world.ts';

const stops: (() => Promise<void>)[] = [];
afterEach(async () => {
  for (const stop of stops.splice(0)) await stop();
});

async function aWorld(...pages: readonly StatusPagePolicy[]) {
  const clock = createManualClock('2026-11-23T02:08:05.000Z');
  const services = await statusWorld(() => clock.now());
  stops.push(() => services.stop());
  const policy = aPolicy({
    people: { ...aPolicy().people, publicStatus: publicPolicy(pages.length === 0 ? publicPages : pages) },
  });
  const ports = {
    ...createMemoryPorts(clock, policy),
    statusPages: services.bound(pages.length === 0 ? publicPages : pages),
  };
  await ports.incidents.createIncident(anIncident());
  const deps = handlerDeps(ports);
  const draft = async () => (await readDraft(deps, firstIncidentId)).drafted.draft?.id ?? null;
  return {
    clock,
    services,
    ports,
    deps,
    release: async (given: { state?: 'resolved' | 'monitoring'; text?: string } = {}) =>
      await releaseStatus(deps, {
        incidentId: firstIncidentId,
        draft: given.state === undefined ? await draft() : null,
        state: given.state ?? null,
        text: given.text ?? null,
        by: 'ana',
        readsSensitive: true,
      }),
    status: async () => await ports.publicStatuses.readPublicStatus(firstIncidentId),
    kinds: async () => {
      const record = await ports.incidents.readRecord(firstIncidentId);
      return record?.entries.map(({ kind, data }) =>
        [kind, data['page']].filter((part) => typeof part === 'string').join(' '),
      );
    },
  };
}

const everywhere = publicPages.map(({ id }) => id);

describe('publishing what was released', () => {
  it('publishes nothing that nobody released', async () => {
    const world = await aWorld();
    expect(await publishStatuses(world.deps)).toEqual({ published: 0 });
    expect(world.services.calls).toEqual([]);
  });

  it('brings a release to every page, once, and says so on the timeline', async () => {
    const world = await aWorld();
    await world.release();
    expect(await publishStatuses(world.deps)).toEqual({ published: everywhere.length });
    expect(await publishStatuses(world.deps)).toEqual({ published: 0 });
    expect(await world.status()).toMatchObject({
      isInWork: false,
      postings: everywhere.map((page) => ({ page, published: 1, outcome: 'published' })),
    });
    expect(await world.kinds()).toEqual(
      ['public-status.released', ...everywhere.map((id) => `public-status.published ${id}`)].toSorted(
        (a, b) => (a < b ? -1 : 1),
      ),
    );
  });

  it('lets no page wait for another that is away, and comes back to that', async () => {
    const world = await aWorld();
    await world.release();
    world.services.faults.reads.push({ status: 403 });
    expect(await publishStatuses(world.deps)).toEqual({ published: everywhere.length - 1 });
    expect(await world.kinds()).toContain('public-status.failed site');
    expect(await publishStatuses(world.deps)).toEqual({ published: 0 });
    world.clock.advance(180);
    expect(await publishStatuses(world.deps)).toEqual({ published: 1 });
    expect(await world.status()).toMatchObject({ isInWork: false });
  });

  it('gives a page the newest release alone when it missed one', async () => {
    const world = await aWorld();
    await world.release();
    await world.release({ state: 'monitoring', text: 'We watch it.' });
    expect(await publishStatuses(world.deps)).toEqual({ published: everywhere.length });
    for (const page of publicPages.filter(({ page: kind }) => kind === 'statuspage' || kind === 'instatus')) {
      expect(world.services.shown(page)).toEqual([expect.not.stringContaining('investigating')]);
    }
  });

  it('gives a page up after a day, and tells so', async () => {
    const world = await aWorld();
    await world.release();
    for (let hour = 0; hour <= 26; hour += 1) {
      world.services.faults.reads.push({ status: 403 });
      await publishStatuses(world.deps);
      world.clock.advance(3600);
    }
    expect(await world.kinds()).toContain('public-status.given-up site');
    expect(await world.status()).toMatchObject({ isInWork: false });
  });

  it('publishes nothing of what became security-sensitive after its release', async () => {
    const world = await aWorld();
    await world.release();
    await world.ports.incidents.saveIncident(anIncident({ sensitive: true, version: 2 }));
    expect(await publishStatuses(world.deps)).toEqual({ published: 0 });
    expect(world.services.calls).toEqual([]);
    await expect(world.release({ state: 'resolved', text: 'It is over.' })).rejects.toBeInstanceOf(
      CommandRefusedError,
    );
  });

  it.each([
    ['chris', 'who may not see it'],
    ['ben', 'who may, but only by name: nothing proves that it is them'],
  ])('obeys nobody about a security-sensitive incident as %s, %s', async (by) => {
    const world = await aWorld();
    expect(world.ports.policy.people.stakeholders.security).toEqual(['ben']);
    await world.ports.incidents.saveIncident(anIncident({ sensitive: true, version: 2 }));
    const given = {
      incidentId: firstIncidentId,
      draft: null,
      state: 'resolved',
      text: 'Over.',
      by,
    } as const;
    await expect(releaseStatus(world.deps, { ...given, readsSensitive: false })).rejects.toBeInstanceOf(
      RestrictedError,
    );
  });

  it('is told once to the page although any call of the table goes wrong', async () => {
    const [place] = publicPages;
    if (place === undefined) throw new Error('There is a page');
    const released = async (faults: Faults) => {
      const world = await aWorld(place);
      await world.release();
      const { incidents, publicStatuses } = world.ports;
      const failing = {
        ...world.deps,
        incidents: faults.wrap('incidents', incidents),
        publicStatuses: faults.wrap('publicStatuses', publicStatuses),
      };
      return { ...world, publish: async () => await publishStatuses(failing) };
    };
    const points = await everyFaultPoint(async (faults) => await (await released(faults)).publish());
    expect(points.length).toBeGreaterThanOrEqual(6 * faultModes.length);
    for (const point of points) {
      const world = await released(createFaults(point));
      await world.publish().catch(() => {});
      for (let again = 0; again < 3; again += 1) {
        world.clock.advance(180);
        await publishStatuses(world.deps);
      }
      expect({ point, shown: world.services.shown(place).length }).toEqual({ point, shown: 1 });
      expect(await world.status()).toMatchObject({ isInWork: false, postings: [{ outcome: 'published' }] });
    }
  }, 60_000);
});
