import { beforeEach, describe, expect, it } from '@jest/globals';
import type { CompiledPolicy } from '../../../lambdas/domain/policy/policy.ts';
import { checkGuardrails } from '../../../lambdas/use-cases/actions/check-guardrails.ts';
import { reconcileApproval } from '../../../lambdas/use-cases/approvals/reconcile-approval.ts';
import { viewApproval } from '../../../lambdas/use-cases/approvals/view-approval.ts';
import { deliveredLink } from '../../../local/rehearsal/delivered-link.ts';
import { aKillSwitch } from '../../support/builders/records.ts';
import { type ApprovalWorld, approvalWorld } from '../../support/worlds/approval-world.ts';

let world: ApprovalWorld;
const anas = () => deliveredLink(world.sentTo('ana')[0]);
const answered = (token = 'token-1') => world.workflow.taskOutputs().get(token);

beforeEach(async () => {
  world = await approvalWorld();
  await world.ask();
  world.clock.advance(60);
});

function withApprovers(...approvers: readonly string[]): ApprovalWorld {
  const { people } = world.policy;
  const policy = {
    ...world.policy,
    people: { ...people, approvals: { ...people.approvals, approvers: [...approvers] } },
  };
  return { ...world, policy };
}

function frozen(decision: 'deny' | 'needs-approval'): ApprovalWorld {
  const window = {
    id: 'launch',
    reason: 'The launch',
    decision,
    exceptSeverities: [],
    once: { from: '2026-11-23T00:00:00Z', until: '2026-11-24T00:00:00Z' },
  };
  const guardrails: CompiledPolicy['guardrails'] = { ...world.policy.guardrails, freezeWindows: [window] };
  return { ...world, policy: { ...world.policy, guardrails } };
}

describe('a link of somebody who is no approver any more', () => {
  it.each(['approve', 'reject'] as const)('decides nothing: %s', async (decision) => {
    const link = anas();
    const { nonce } = await viewApproval(world, link.key);
    const left = withApprovers('ben');
    await expect(world.decide(link, { decision, nonce }, left)).rejects.toMatchObject({
      code: 'caller.unknown',
    });
    await expect(viewApproval(left, link.key)).rejects.toMatchObject({ code: 'caller.unknown' });
    expect((await world.approval()).state).toBe('pending');
  });

  it('is replaced by a new request when nobody who was asked may decide', async () => {
    const changed = withApprovers('dora');
    await reconcileApproval(changed, world.approvalId);
    expect(answered()).toMatchObject({ decision: 'ask-anew' });
    await checkGuardrails(changed, { incidentId: world.incidentId, stepIndex: 0 });
    expect((await world.incidents.readStep(world.incidentId, 0))?.round).toBe(1);
  });
});

describe('the guardrails at the click', () => {
  it.each([
    ['forbid it by now', () => frozen('deny'), /launch/],
    ['ask about what people were not told', () => frozen('needs-approval'), /launch/],
  ] as const)('void it when they %s, say why, and it is checked again', async (_, deps, why) => {
    await expect(world.decide(anas(), {}, deps())).rejects.toMatchObject({
      code: 'approval.void',
      message: expect.stringMatching(why),
    });
    expect(answered()).toMatchObject({ decision: 'ask-anew' });
    expect(await world.approval()).toMatchObject({ state: 'void', askAnew: true });
  });

  it('let nobody approve what a kill switch stops', async () => {
    await world.killSwitches.save(aKillSwitch());
    await expect(world.decide(anas())).rejects.toThrow(/on fire/);
  });

  it('do not stand in the way of a rejection', async () => {
    await world.decide(anas(), { decision: 'reject' }, frozen('deny'));
    expect(answered()).toMatchObject({ decision: 'rejected' });
  });

  it('let people approve a second time what they were told of', async () => {
    const deps = frozen('needs-approval');
    await expect(world.decide(anas(), {}, deps)).rejects.toThrow();
    await checkGuardrails(deps, { incidentId: world.incidentId, stepIndex: 0 });
    await world.ask('token-2', deps);
    await world.decide(deliveredLink(world.sentTo('ana').at(-1)), {}, deps);
    expect(answered('token-2')).toMatchObject({ decision: 'approved', approvalId: `${world.approvalId}_1` });
  });
});
