import { describe, expect, it } from '@jest/globals';
import { escalateHandover } from '../../../lambdas/use-cases/handover/escalate-handover.ts';
import { handOver } from '../../../lambdas/use-cases/handover/hand-over.ts';
import { aPolicy } from '../../support/builders/policy/a-policy.ts';
import { notifying } from '../../support/worlds/notifying.ts';
import { useCaseWorld } from '../../support/worlds/use-case-world.ts';

const base = aPolicy();
const onCall = { ...base.people.onCall, escalations: [{ commander: ['primary', 'ben'] }] };
const policy = aPolicy({ people: { ...base.people, onCall } });

async function handedOver() {
  const world = useCaseWorld();
  await world.acted();
  const deps = { ...world, ...notifying(world, { policy }), policy };
  await handOver(deps, {
    incidentId: world.incidentId,
    reason: 'it did not help',
    reminder: 0,
    taskToken: 'token-h',
  });
  await world.change((incident) => ({ ...incident, severity: 'SEV1' }));
  return {
    world,
    escalated: () => world.channel.sent().filter(({ kind }) => kind === 'escalated'),
    sweep: async (minutes: number) => {
      world.clock.advance(minutes * 60);
      const outline = await world.incidents.readOutline(world.incidentId);
      if (outline !== null) await escalateHandover(deps, outline);
    },
  };
}

describe('a handover that nobody acknowledged', () => {
  it('tells the next level in its time, once', async () => {
    const { sweep, escalated } = await handedOver();
    await sweep(4);
    expect(escalated()).toEqual([]);
    await sweep(1);
    await sweep(1);
    await sweep(60);
    expect(escalated().map(({ to }) => to)).toEqual(['ben']);
  });

  it('stays with whoever acknowledged it', async () => {
    const { world, sweep, escalated } = await handedOver();
    await world.incidents.appendEntry(world.incidentId, {
      id: 'command.acknowledge:1',
      at: world.clock.now().toISOString(),
      actor: 'person:ana',
      kind: 'command.acknowledge',
      text: 'Acknowledged by ana',
      data: {},
    });
    await sweep(60);
    expect(escalated()).toEqual([]);
  });
});
