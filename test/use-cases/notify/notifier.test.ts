import { beforeEach, describe, expect, it } from '@jest/globals';
import { DependencyUnavailableError, WriteConflictError } from '../../../lambdas/domain/errors.ts';
import type { CompiledPolicy } from '../../../lambdas/domain/policy/policy.ts';
import type { Incident } from '../../../lambdas/domain/records/incident.ts';
import type { Notification } from '../../../lambdas/domain/reporting/notifications/notification.ts';
import type { BoundChannel } from '../../../lambdas/ports/plug-ins/channel.ts';
import { createNotifier } from '../../../lambdas/use-cases/notify/create-notifier.ts';
import {
  createInMemoryChannel,
  type DeliveredNotification,
} from '../../../local/rehearsal/memory/in-memory-channel.ts';
import { createManualClock } from '../../../local/rehearsal/memory/manual-clock.ts';
import { createInMemoryIncidentStore } from '../../../local/rehearsal/memory/stores/in-memory-incident-store.ts';
import { createInMemoryNotificationQuotaStore } from '../../../local/rehearsal/memory/stores/in-memory-notification-quota-store.ts';
import { aPolicy } from '../../support/builders/policy/a-policy.ts';
import { aClosedIncident, anIncident } from '../../support/builders/records.ts';

const shipped = aPolicy();
const actor = 'firebreak:hand-over';

function handedOver({ id, title, severity, severityReason, service, openedAt }: Incident): Notification {
  return {
    id: '0',
    kind: 'handed-over',
    audience: { kind: 'recipients', except: [] },
    facts: {
      incident: { id, title, severity, severityReason, service, openedAt },
      reason: 'no step applies',
      reminder: 0,
      evidence: [],
      done: [],
      debts: [],
      diagnosis: null,
      help: { advice: [], commands: [], note: null },
      rejections: [],
      ways: [],
    },
    link: { page: 'incident', incidentId: id },
  };
}

/** Everybody in it is reached by these channels. */
function reachedBy(...channels: readonly string[]): CompiledPolicy {
  const people = shipped.people.people.map((person) => ({ ...person, channels }));
  return { ...shipped, people: { ...shipped.people, people } };
}

function notifierWorld() {
  const channel = createInMemoryChannel();
  const deps = {
    channels: [channel] as readonly BoundChannel[],
    incidents: createInMemoryIncidentStore(),
    quotas: createInMemoryNotificationQuotaStore(),
    clock: createManualClock('2026-11-23T02:04:00Z'),
    policy: shipped,
    pageLinks: {
      pageFor: async (link: Notification['link'], person: string) =>
        `https://f.example/${'incidentId' in link ? link.incidentId : link.page}/${person}`,
    },
    matchCodes: { codeFor: async () => '012345', matches: async () => false },
  };
  return {
    deps,
    channel,
    toBen: () => channel.sent().filter(({ to }) => to === 'ben'),
    /** Hands over so many incidents, of which ben is the commander. */
    async handOver(
      count: number,
      overrides: Pick<Partial<Incident>, 'severity'> = {},
      from = 0,
    ): Promise<void> {
      for (let n = from; n < from + count; n += 1) {
        const incident = anIncident({ id: `inc_${n}`, commander: 'ben', ...overrides });
        await deps.incidents.createIncident(incident);
        await createNotifier(deps).notify(handedOver(incident), { incident, actor });
      }
    },
    async digest(changes: Partial<typeof deps> = {}): Promise<void> {
      await createNotifier({ ...deps, ...changes }).sendDigest('ben');
    },
    async entries(incidentId = 'inc_0') {
      return (await deps.incidents.readRecord(incidentId))?.entries ?? [];
    },
  };
}

let world: ReturnType<typeof notifierWorld>;
beforeEach(() => {
  world = notifierWorld();
});

function facts(digest: DeliveredNotification | undefined) {
  if (digest?.kind !== 'digest') throw new Error('This is no digest');
  return digest.facts;
}

describe('notifications that an incident needs a person', () => {
  it('are sent up to the quota of each person; the others wait, but for SEV1', async () => {
    await world.handOver(14);
    expect(world.toBen()).toHaveLength(10);
    await world.handOver(3, { severity: 'SEV1' }, 100);
    expect(world.toBen()).toHaveLength(13);
  });

  it('come as one digest when the time is over, worst first, with a link of their own each', async () => {
    await world.handOver(11, { severity: 'SEV3' });
    await world.handOver(2, { severity: 'SEV2' }, 50);
    await world.digest();
    expect(world.toBen()).toHaveLength(10);
    world.deps.clock.advance(15 * 60);
    await world.digest();
    await world.digest();
    const [digest, ...others] = world.toBen().slice(10);
    expect(others).toEqual([]);
    expect(facts(digest).entries.map(({ severity }) => severity)).toEqual(['SEV2', 'SEV2', 'SEV3']);
    expect(facts(digest).entries[0]?.url).toMatch('https://f.example/inc_50/ben');
  });

  it('start anew after a quiet time', async () => {
    await world.handOver(10);
    world.deps.clock.advance(15 * 60);
    await world.handOver(4, {}, 20);
    expect(world.toBen()).toHaveLength(14);
  });

  it('leave out of the digest what was closed, and what became sensitive and is not theirs to see', async () => {
    await world.handOver(13);
    await world.deps.incidents.saveIncident(aClosedIncident({ id: 'inc_10', version: 2 }));
    const sensitive = anIncident({ id: 'inc_11', version: 2, sensitive: true, commander: 'ana' });
    await world.deps.incidents.saveIncident(sensitive);
    world.deps.clock.advance(15 * 60);
    const stakeholders = { ...shipped.people.stakeholders, security: ['ana'] };
    await world.digest({ policy: { ...shipped, people: { ...shipped.people, stakeholders } } });
    expect(facts(world.toBen().at(-1)).entries.map(({ url }) => url)).toEqual([
      'https://f.example/inc_12/ben',
    ]);
  });

  it('are rather sent than lost when the count cannot be written', async () => {
    world.deps.quotas.saveQuota = async () => {
      throw new WriteConflictError('Somebody else counts');
    };
    await world.handOver(1);
    expect(world.toBen()).toHaveLength(1);
  });
});

describe('the audience', () => {
  it('gets one notification each, with a link of their own, which stands in no record', async () => {
    await world.handOver(1);
    expect(world.channel.sent().map(({ to, url }) => ({ to, url }))).toEqual([
      { to: 'ana', url: 'https://f.example/inc_0/ana' },
      { to: 'ben', url: 'https://f.example/inc_0/ben' },
    ]);
    expect(JSON.stringify(await world.deps.incidents.readRecord('inc_0'))).not.toContain('f.example');
  });

  it('is told nothing again that it was told before', async () => {
    const incident = anIncident({ commander: 'ben' });
    await world.deps.incidents.createIncident(incident);
    const audience = { kind: 'recipients', except: ['ana'] } as const;
    await createNotifier(world.deps).notify({ ...handedOver(incident), audience }, { incident, actor });
    expect(world.channel.sent().map(({ to }) => to)).toEqual(['ben']);
  });

  it('of one person is refused when they may not see the incident, or are not known', async () => {
    const incident = anIncident({ sensitive: true });
    const to = (person: string, about = incident) =>
      createNotifier(world.deps).notify(
        { ...handedOver(about), audience: { kind: 'person', person } },
        { incident: about, actor },
      );
    await expect(to('ana')).rejects.toMatchObject({ code: 'incident.restricted' });
    await expect(to('carol', anIncident())).rejects.toMatchObject({ code: 'configuration.invalid' });
    expect(world.channel.sent()).toEqual([]);
  });
});

describe('channels', () => {
  const broken: BoundChannel = {
    name: 'pager',
    isPrivate: true,
    deliver: async () => await Promise.reject(new DependencyUnavailableError('the pager is away')),
  };

  it('are those that policy names for the person, in this order', async () => {
    const pager = createInMemoryChannel('pager');
    world.deps.channels = [world.channel, pager];
    world.deps.policy = reachedBy('pager', 'mail');
    await world.handOver(1);
    expect([pager.sent().length, world.channel.sent().length]).toEqual([2, 2]);
    world.deps.policy = reachedBy('pager');
    await world.handOver(1, {}, 1);
    expect([pager.sent().length, world.channel.sent().length]).toEqual([4, 2]);
  });

  it('that fail beside one that works are noted on the timeline', async () => {
    world.deps.channels = [broken, world.channel];
    world.deps.policy = reachedBy('pager', 'mail');
    await world.handOver(1);
    expect(world.toBen()).toHaveLength(1);
    expect((await world.entries()).map(({ kind, data }) => ({ kind, data }))).toEqual(
      ['ana', 'ben'].map((person) => ({
        kind: 'notification.failed',
        data: { person, channels: ['pager'] },
      })),
    );
  });

  it('that all fail make it reject, with nothing noted, so that it is tried again', async () => {
    world.deps.channels = [broken];
    world.deps.policy = reachedBy('pager');
    await expect(world.handOver(1)).rejects.toThrow('the pager is away');
    expect(await world.entries()).toEqual([]);
  });

  it('that are not registered are refused', async () => {
    world.deps.policy = reachedBy('pigeon');
    await expect(world.handOver(1)).rejects.toMatchObject({ code: 'configuration.invalid' });
  });
});
