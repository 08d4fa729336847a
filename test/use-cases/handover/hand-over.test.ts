import { describe, expect, it } from '@jest/globals';
import { DependencyUnavailableError } from '../../../lambdas/domain/errors.ts';
import type { BoundChannel } from '../../../lambdas/ports/plug-ins/channel.ts';
import { handOver } from '../../../lambdas/use-cases/handover/hand-over.ts';
import { aService } from '../../support/builders/builders.ts';
import { aPolicy } from '../../support/builders/policy/a-policy.ts';
import { notifying } from '../../support/worlds/notifying.ts';
import { type UseCaseWorld, useCaseWorld } from '../../support/worlds/use-case-world.ts';

async function acted(): Promise<UseCaseWorld> {
  const world = useCaseWorld();
  await world.acted();
  return world;
}

const input = ({ incidentId }: UseCaseWorld, reminder = 0, taskToken = 'token-h') => ({
  incidentId,
  reason: 'it did not help',
  reminder,
  taskToken,
});

/** Does not reach this person, or nobody at all. */
function channelWithout(world: UseCaseWorld, person: string | null): BoundChannel {
  return {
    name: 'mail',
    isPrivate: true,
    deliver: async (to, notification) => {
      if (person === null || to.id === person) throw new DependencyUnavailableError('bounced');
      return await world.channel.deliver(to, notification);
    },
  };
}

const policy = aPolicy({
  services: [aService({ owner: 'ben' })],
});

describe('handing over', () => {
  it('stops automation and notifies commander and owner, each with their own link', async () => {
    const world = await acted();
    await handOver(notifying(world, { policy }), input(world));
    expect(world.channel.sent().map(({ to }) => to)).toEqual(['ana', 'ben']);
    const links = world.channel.sent().map(({ url }) => /incidents\/\S+#(\S+)/.exec(url)?.[1]);
    expect(new Set(links).size).toBe(2);
    expect(await world.incidents.readIncident(world.incidentId)).toMatchObject({
      status: 'handed-over',
      reason: 'it did not help',
      automationStoppedAt: world.clock.now().toISOString(),
    });
  });

  it('notifies only those whom policy names for security when the incident is sensitive', async () => {
    const world = await acted();
    await world.change((incident) => ({ ...incident, sensitive: true }));
    await handOver(notifying(world, { policy }), input(world));
    expect(world.channel.sent().map(({ to }) => to)).toEqual(['ben']);
  });

  it('notes whom it could not notify, as long as somebody was notified', async () => {
    const world = await acted();
    await handOver(notifying(world, { policy, channels: [channelWithout(world, 'ana')] }), input(world));
    expect(world.channel.sent()).toHaveLength(1);
    const record = await world.incidents.readRecord(world.incidentId);
    expect(record?.entries.map(({ kind }) => kind)).toContain('notification.failed');
    expect(record?.incident.status).toBe('handed-over');
  });

  it('fails, to be tried again, when nobody could be notified', async () => {
    const world = await acted();
    const deps = notifying(world, { policy, channels: [channelWithout(world, null)] });
    await expect(handOver(deps, input(world))).rejects.toThrow(DependencyUnavailableError);
    expect((await world.incidents.readIncident(world.incidentId))?.status).toBe('responding');
  });

  it('notifies once for each reminder, and answers by the newest token', async () => {
    const world = await acted();
    await handOver(world, input(world));
    await handOver(world, input(world, 0, 'token-retried'));
    expect(world.channel.sent()).toHaveLength(1);
    await handOver(world, input(world, 1, 'token-next-day'));
    expect(world.channel.sent()).toHaveLength(2);
    const incident = await world.incidents.readIncident(world.incidentId);
    const wait = incident?.status === 'handed-over' ? incident.wait : null;
    expect(await world.vault.open(wait?.encryptedToken ?? '', world.incidentId)).toBe('token-next-day');
    expect(incident).toMatchObject({ reminders: 1 });
  });

  it('lets the workflow end when the incident was closed without it', async () => {
    const world = await acted();
    world.workflow.openTask('token-h');
    await world.change((incident) => ({
      ...incident,
      status: 'closed',
      closedAt: world.clock.now().toISOString(),
      outcome: 'recovered',
      closedBy: 'firebreak:close-incident',
      acceptedDebts: [],
    }));
    await handOver(world, input(world));
    expect(world.workflow.taskOutputs().get('token-h')).toMatchObject({ command: 'resolve' });
    expect(world.channel.sent()).toEqual([]);
  });
});
