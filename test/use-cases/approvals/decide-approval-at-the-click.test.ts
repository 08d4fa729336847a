import { beforeEach, describe, expect, it } from '@jest/globals';
import { checkGuardrails } from '../../../lambdas/use-cases/actions/check-guardrails.ts';
import { reconcileApproval } from '../../../lambdas/use-cases/approvals/reconcile-approval.ts';
import { viewApproval } from '../../../lambdas/use-cases/approvals/view-approval.ts';
import { deliveredLink } from '../../../local/rehearsal/delivered-link.ts';
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

describe('a request that was made before the incident became security-sensitive', () => {
  it('is void at the click, says why, and is made anew to those who may see it', async () => {
    const sensitiveSince = world.clock.now().toISOString();
    await world.change((incident) => ({ ...incident, sensitive: true, sensitiveSince }));
    const ben = deliveredLink(world.sentTo('ben')[0]);
    await expect(world.decide(ben)).rejects.toMatchObject({
      code: 'approval.void',
      message: expect.stringMatching(/security-sensitive/),
    });
    expect(answered()).toMatchObject({ decision: 'ask-anew' });
    await checkGuardrails(world, { incidentId: world.incidentId, stepIndex: 0 });
    await world.ask('token-2');
    expect(await world.approvals.readApproval(`${world.approvalId}_1`)).toMatchObject({
      state: 'pending',
      links: [{ person: 'ben' }],
    });
  });
});
