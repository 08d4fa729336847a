import { describe, expect, it } from '@jest/globals';
import type { CompiledPolicy } from '../../../lambdas/domain/policy/policy.ts';
import { peopleSchema } from '../../../lambdas/domain/policy/schemas/people-schema.ts';
import { reconcileApproval } from '../../../lambdas/use-cases/approvals/reconcile-approval.ts';
import { deliveredLink } from '../../../local/rehearsal/delivered-link.ts';
import { aPolicy } from '../../support/builders/policy/a-policy.ts';
import { onCallOf } from '../../support/builders/policy/on-call-of.ts';
import { type ApprovalWorld, approvalWorld } from '../../support/worlds/approval-world.ts';

const names = ['ana', 'ben', 'chris'];

interface PeopleOptions {
  readonly noAnswer?: readonly Readonly<Record<string, unknown>>[];
  readonly approver?: readonly string[];
}

const mayRun = { severity: 'SEV1', risk: 'reversible', atTheEnd: 'run' };

function policyWith({ noAnswer = [], approver = ['primary', 'ben'] }: PeopleOptions = {}): CompiledPolicy {
  const onCall = onCallOf(['ana']);
  return aPolicy({
    people: peopleSchema.parse({
      people: names.map((id) => ({ id, name: id, email: `${id}@example.com` })),
      onCall: { ...onCall, escalations: [{ commander: ['primary'], approver }] },
      approvals: { approvers: names, expiresAfterMinutes: 15, noAnswer },
      stakeholders: { ops: ['ana'], engineering: ['ben'], security: ['ben'] },
    }),
  });
}

const sweepAfter = async (world: ApprovalWorld, minutes: number) => {
  world.clock.advance(minutes * 60);
  return await reconcileApproval(world, world.approvalId);
};
const kindsTo = (world: ApprovalWorld, person: string) => world.sentTo(person).map(({ kind }) => kind);

async function lost(world: ApprovalWorld, person: string): Promise<void> {
  await world.incidents.appendEntry(world.incidentId, {
    id: `notification.undelivered:${person}`,
    at: world.clock.now().toISOString(),
    actor: 'firebreak:test',
    kind: 'notification.undelivered',
    text: 'The mail came back',
    data: { person, channels: ['mail'] },
  });
}

describe('a request that nobody answers', () => {
  it('goes to the first on the rota, then to each next one in their time, each once', async () => {
    const world = await approvalWorld(policyWith());
    await world.ask();
    const asked = () => names.filter((name) => world.sentTo(name).length > 0);
    expect(asked()).toEqual(['ana']);
    await sweepAfter(world, 4);
    expect(asked()).toEqual(['ana']);
    await sweepAfter(world, 1);
    await sweepAfter(world, 0);
    expect(asked()).toEqual(['ana', 'ben']);
    await sweepAfter(world, 5);
    await sweepAfter(world, 0);
    expect(asked()).toEqual(names);
    expect(kindsTo(world, 'ben').filter((kind) => kind === 'approval-requested')).toHaveLength(1);
  });

  it('reminds whoever said nothing, once', async () => {
    const world = await approvalWorld(policyWith());
    await world.ask();
    await sweepAfter(world, 2);
    expect(kindsTo(world, 'ana')).toEqual(['approval-requested']);
    await sweepAfter(world, 1);
    await sweepAfter(world, 1);
    expect(kindsTo(world, 'ana')).toEqual(['approval-requested', 'approval-reminder']);
  });

  it('goes on at once from a person whose mail came back', async () => {
    const world = await approvalWorld(policyWith());
    await world.ask();
    await lost(world, 'ana');
    await sweepAfter(world, 1);
    expect(world.sentTo('ben')).toHaveLength(1);
    expect(world.sentTo('chris')).toHaveLength(0);
  });

  it('can be decided by whoever was asked later, and by whoever was asked first', async () => {
    for (const person of ['ana', 'ben']) {
      const world = await approvalWorld(policyWith());
      await world.ask();
      await sweepAfter(world, 5);
      expect(await world.decide(deliveredLink(world.sentTo(person)[0]))).toMatchObject({
        state: 'approved',
        decidedBy: person,
      });
      expect(await world.act()).toMatchObject({ outcome: 'done' });
    }
  });

  it('asks all at once where policy gives approvers no order', async () => {
    const { people } = policyWith();
    const [escalation] = people.onCall.escalations;
    if (escalation === undefined) throw new Error('No escalation');
    const { commander } = escalation;
    const world = await approvalWorld(
      aPolicy({ people: { ...people, onCall: { ...people.onCall, escalations: [{ commander }] } } }),
    );
    await world.ask();
    expect(names.map((name) => world.sentTo(name).length)).toEqual([1, 1, 1]);
  });

  it('expires, and nothing is done, where policy does not say otherwise', async () => {
    const world = await approvalWorld(policyWith());
    await world.ask();
    const { approval } = await sweepAfter(world, 15);
    expect(approval.state).toBe('expired');
    expect((await world.act()).outcome).not.toBe('done');
  });
});

/** A request that policy lets run unanswered, as long as its only reason is that policy asks as a rule. */
async function unansweredWorld(
  changes: {
    readonly alsoAsks?: string;
    readonly byEvidence?: 'SEV1' | 'SEV2';
    readonly sensitive?: boolean;
  } = {},
): Promise<ApprovalWorld> {
  const world = await approvalWorld(policyWith({ noAnswer: [mayRun] }));
  const { byEvidence = 'SEV1', sensitive = false } = changes;
  await world.change((incident) =>
    incident.assessment === null
      ? incident
      : {
          ...incident,
          severity: 'SEV1',
          sensitive,
          assessment: { ...incident.assessment, severityByEvidence: byEvidence },
        },
  );
  const [step] = (await world.incidents.readRecord(world.incidentId))?.steps ?? [];
  if (step === undefined) throw new Error('There is no step');
  const asking = { decision: 'needs-approval' as const, reason: 'Policy requires approval' };
  const findings = [
    { guardrail: 'mode', ...asking, mayGoUnanswered: true as const },
    ...(changes.alsoAsks === undefined ? [] : [{ guardrail: changes.alsoAsks, ...asking }]),
  ];
  const verdict = { decision: 'needs-approval' as const, findings };
  await world.incidents.saveStep({ ...step, guard: { ...step.guard, verdict }, version: step.version + 1 });
  await world.ask();
  return world;
}

describe('a request that policy lets run unanswered', () => {
  it('runs at its end and not before, and says by whose word', async () => {
    const world = await unansweredWorld();
    expect((await sweepAfter(world, 14)).approval.state).toBe('pending');
    expect((await world.act()).outcome).not.toBe('done');
    const { approval, delivery } = await sweepAfter(world, 1);
    expect(approval).toMatchObject({ state: 'approved', decidedBy: null });
    expect(delivery).toBe('delivered');
    expect(await world.act()).toMatchObject({ outcome: 'done' });
    const record = await world.incidents.readRecord(world.incidentId);
    expect(record?.steps[0]?.lock?.authority).toMatchObject({ kind: 'policy', by: [] });
  });

  it.each([
    ['another guardrail asks, too', { alsoAsks: 'earned-autonomy' }],
    ['evidence alone calls for less than SEV1', { byEvidence: 'SEV2' }],
    ['it is security-sensitive', { sensitive: true }],
  ] as const)('is held where %s', async (_, changes) => {
    const world = await unansweredWorld(changes);
    expect((await sweepAfter(world, 15)).approval.state).toBe('expired');
    expect((await world.act()).outcome).not.toBe('done');
  });

  it('is held once somebody acknowledged the incident', async () => {
    const acknowledged = await unansweredWorld();
    await acknowledged.incidents.appendEntry(acknowledged.incidentId, {
      id: 'command.acknowledge:1',
      at: acknowledged.clock.now().toISOString(),
      actor: 'person:ben',
      kind: 'command.acknowledge',
      text: 'Acknowledged by ben',
      data: {},
    });
    expect((await sweepAfter(acknowledged, 15)).approval.state).toBe('expired');
  });

  it('is stopped by a no', async () => {
    const world = await unansweredWorld();
    await world.decide(deliveredLink(world.sentTo('ana')[0]), { decision: 'reject' });
    expect((await sweepAfter(world, 15)).approval.state).toBe('rejected');
    expect((await world.act()).outcome).not.toBe('done');
  });

  it('is not done by an action that finds it stopped by policy meanwhile', async () => {
    const world = await unansweredWorld();
    await sweepAfter(world, 15);
    const { people } = policyWith();
    const stopped = { ...world, policy: { ...world.policy, people } };
    expect(await world.act(stopped)).toMatchObject({ outcome: 'needs-approval' });
  });

  it('tells whoever is asked what happens if they do not answer', async () => {
    const world = await unansweredWorld();
    const held = await approvalWorld(policyWith());
    await held.ask();
    const told = (each: ApprovalWorld) => {
      const asked = each.sentTo('ana')[0];
      return asked?.kind === 'approval-requested' ? asked.facts.ifNobodyDecides : '';
    };
    expect(told(world)).not.toBe(told(held));
    expect(told(world)).toMatch(/unanswered/);
  });
});
