import { beforeEach, describe, expect, it } from '@jest/globals';
import { InvalidInputError } from '../../../lambdas/domain/errors.ts';
import type { CompiledPolicy } from '../../../lambdas/domain/policy/policy.ts';
import { peopleNeeded } from '../../../lambdas/domain/records/guardrails/guardrail-verdict.ts';
import { currentGuard } from '../../../lambdas/domain/records/step-record.ts';
import { projectTimeline } from '../../../lambdas/domain/reporting/timeline/timeline-projection.ts';
import { evidenceKinds } from '../../../lambdas/evidence/index.ts';
import { checkGuardrails } from '../../../lambdas/use-cases/actions/check-guardrails.ts';
import { viewApproval } from '../../../lambdas/use-cases/approvals/view-approval.ts';
import { deliveredLink } from '../../../local/rehearsal/delivered-link.ts';
import { aPolicy } from '../../support/builders/policy/a-policy.ts';
import { type ApprovalWorld, approvalWorld } from '../../support/worlds/approval-world.ts';

const twoPeople = (): CompiledPolicy => {
  const policy = aPolicy();
  const rule = { resource: 'lambda-alias:*', rule: 'two-people', reason: 'it moves money' } as const;
  return { ...policy, guardrails: { ...policy.guardrails, protected: [rule] } };
};

let world: ApprovalWorld;
const link = (person: string) => deliveredLink(world.sentTo(person)[0]);

beforeEach(async () => {
  world = await approvalWorld(twoPeople());
  await checkGuardrails(world, { incidentId: world.incidentId, stepIndex: 0 });
  await world.ask();
});

describe('a step on which two people must agree', () => {
  it('is asked about as such, and does nothing after the first yes', async () => {
    const step = await world.incidents.readStep(world.incidentId, 0);
    expect(step && peopleNeeded(currentGuard(step).verdict)).toBe(2);
    expect(await world.decide(link('ana'), { comment: 'looks right' })).toMatchObject({
      state: 'pending',
      missing: 1,
    });
    expect(await world.act()).toMatchObject({ outcome: 'refused', reason: 'The approval is pending' });
    expect(world.account.changes).toEqual([]);
    expect(await viewApproval(world, link('ben').key)).toMatchObject({ peopleNeeded: 2, agreed: ['ana'] });
  });

  it('is done after the second, by both', async () => {
    await world.decide(link('ana'));
    expect(await world.decide(link('ben'))).toMatchObject({ state: 'approved', missing: 0 });
    expect(await world.act()).toMatchObject({ outcome: 'done' });
    const record = await world.incidents.readRecord(world.incidentId);
    expect(record?.steps[0]?.lock?.authority.by).toEqual(['ana', 'ben']);
    const kinds = record && projectTimeline(record, [await world.approval()], evidenceKinds);
    expect(
      kinds?.filter(({ kind }) => /^approval\.(agreed|decided)$/.test(kind)).map(({ actor }) => actor),
    ).toEqual(['person:ana', 'person:ben']);
  });

  it('is not done by one person who says yes twice', async () => {
    await world.decide(link('ana'));
    expect(await world.decide(link('ana'))).toMatchObject({ state: 'pending', missing: 1 });
    expect(await world.act()).toMatchObject({ outcome: 'refused' });
  });

  it('records the same vote once', async () => {
    await world.decide(link('ana'), { comment: 'go' });
    const { version } = await world.approval();
    await world.decide(link('ana'), { comment: 'go' });
    expect((await world.approval()).version).toBe(version);
  });

  it('lets a person take their yes back, and keeps both on record', async () => {
    await world.decide(link('ana'));
    expect(await world.decide(link('ana'), { decision: 'withdraw', comment: 'wait' })).toMatchObject({
      state: 'pending',
      missing: 2,
    });
    expect(await world.decide(link('ben'))).toMatchObject({ state: 'pending', missing: 1 });
    const { votes } = await world.approval();
    expect(votes?.map(({ by, decision }) => [by, decision])).toEqual([
      ['ana', 'approve'],
      ['ana', 'withdraw'],
      ['ben', 'approve'],
    ]);
    const record = await world.incidents.readRecord(world.incidentId);
    const kinds = record && projectTimeline(record, [await world.approval()], evidenceKinds);
    expect(kinds?.filter(({ kind }) => kind.startsWith('approval.')).map(({ kind }) => kind)).toEqual([
      'approval.requested',
      'approval.agreed',
      'approval.agreed',
      'approval.withdrawn',
    ]);
  });

  it('takes nothing back from whoever has not agreed', async () => {
    await expect(world.decide(link('ben'), { decision: 'withdraw' })).rejects.toThrow(InvalidInputError);
    expect((await world.approval()).version).toBe(1);
  });

  it('is vetoed by whoever agreed and changes their mind', async () => {
    await world.decide(link('ana'));
    expect(await world.decide(link('ana'), { decision: 'reject' })).toMatchObject({ state: 'rejected' });
    expect(await world.act()).toMatchObject({ outcome: 'refused' });
  });

  it('shows each who was asked and what they said', async () => {
    await world.decide(link('ana'), { comment: 'looks right' });
    expect((await viewApproval(world, link('ben').key)).asked).toMatchObject([
      { id: 'ana', decision: 'approve', comment: 'looks right' },
      { id: 'ben', decision: null },
    ]);
  });

  it('is ended by one no', async () => {
    await world.decide(link('ana'));
    expect(await world.decide(link('ben'), { decision: 'reject' })).toMatchObject({ state: 'rejected' });
    expect(await world.act()).toMatchObject({ outcome: 'refused' });
  });

  it('asks anew when one of them is no approver any more', async () => {
    await world.decide(link('ana'));
    await world.decide(link('ben'));
    const { people } = world.policy;
    const policy = {
      ...world.policy,
      people: { ...people, approvals: { ...people.approvals, approvers: ['ben'] } },
    };
    expect(await world.act({ ...world, policy })).toMatchObject({ outcome: 'needs-approval' });
    expect(world.account.changes).toEqual([]);
  });

  it('asks anew when one person approved it before two were needed', async () => {
    const before = await approvalWorld();
    await before.ask();
    await before.decide(deliveredLink(before.sentTo('ana')[0]));
    const { guardrails } = twoPeople();
    const policy = { ...before.policy, guardrails };
    expect(await before.act({ ...before, policy })).toMatchObject({ outcome: 'needs-approval' });
    expect(before.account.changes).toEqual([]);
  });
});

it('is not asked about where only one may decide', async () => {
  const policy = twoPeople();
  const { people } = policy;
  const one = { ...policy, people: { ...people, approvals: { ...people.approvals, approvers: ['ana'] } } };
  world = await approvalWorld(one);
  await checkGuardrails(world, { incidentId: world.incidentId, stepIndex: 0 });
  await world.ask();
  expect(await world.approval()).toMatchObject({
    state: 'void',
    voidReason: expect.stringContaining('only ana'),
  });
  expect(world.sentTo('ana')).toEqual([]);
});
