import { describe, expect, it } from '@jest/globals';
import * as fc from 'fast-check';
import { voided } from '../../../lambdas/domain/records/approval/approval-transitions.ts';
import type { LinkTokenClaims } from '../../../lambdas/ports/crypto/link-keys.ts';
import { deliverDecision } from '../../../lambdas/use-cases/approvals/deliver-decision.ts';
import { reconcileApproval } from '../../../lambdas/use-cases/approvals/reconcile-approval.ts';
import { viewApproval } from '../../../lambdas/use-cases/approvals/view-approval.ts';
import { deliveredLink } from '../../../local/rehearsal/delivered-link.ts';
import { type ApprovalWorld, approvalWorld } from '../../support/worlds/approval-world.ts';

/**
 * The approval store with its calls in whatever order the scheduler chooses. Links are verified beforehand: the thread
 * that does it would decide the order otherwise.
 */
async function interleaved(
  world: ApprovalWorld,
  scheduler: fc.Scheduler,
  keys: readonly string[],
): Promise<ApprovalWorld> {
  const { approvals, linkKeys, clock } = world;
  const verified = new Map<string, LinkTokenClaims | null>();
  for (const key of keys) verified.set(key, await linkKeys.verify(key, 'approve', clock.now()));
  return {
    ...world,
    linkKeys: { ...linkKeys, verify: async (key) => verified.get(key) ?? null },
    approvals: {
      createApproval: scheduler.scheduleFunction((approval) => approvals.createApproval(approval)),
      readApproval: scheduler.scheduleFunction((id) => approvals.readApproval(id)),
      saveApproval: scheduler.scheduleFunction((approval) => approvals.saveApproval(approval)),
    },
  };
}

/** What a person's command does to an open approval. */
async function takeOver(world: ApprovalWorld): Promise<void> {
  const found = await world.approvals.readApproval(world.approvalId);
  const ended = found && voided(found, 'Taken over by ben', 'ben', world.clock.now());
  if (ended === null) return;
  await world.approvals.saveApproval(ended);
  await deliverDecision(world, ended);
}

describe('approve, reject, take over and expire at one instant', () => {
  it('have exactly one outcome, which the workflow is told and the action obeys', async () => {
    const outcomes = new Set<string>();
    await fc.assert(
      fc.asyncProperty(fc.scheduler(), fc.boolean(), async (scheduler, late) => {
        const world = await approvalWorld();
        await world.ask();
        const [ana, ben] = [deliveredLink(world.sentTo('ana')[0]), deliveredLink(world.sentTo('ben')[0])];
        const nonces = {
          ana: (await viewApproval(world, ana.key)).nonce,
          ben: (await viewApproval(world, ben.key)).nonce,
        };
        world.clock.set(new Date(late ? '2026-11-23T02:17:19.000Z' : '2026-11-23T02:12:18.999Z'));
        const deps = await interleaved(world, scheduler, [ana.key, ben.key]);
        const calls = [
          () => world.decide(ana, { decision: 'approve', nonce: nonces.ana }, deps),
          () => world.decide(ben, { decision: 'reject', nonce: nonces.ben }, deps),
          () => reconcileApproval(deps, world.approvalId),
          () => takeOver(deps),
        ];
        const all = Promise.allSettled(calls.map((call) => call()));
        await scheduler.waitFor(all);
        await reconcileApproval(world, world.approvalId);

        const { state, decidedBy } = await world.approval();
        outcomes.add(state);
        expect(state).not.toBe('pending');
        const outputs = [...world.workflow.taskOutputs().values()];
        const expected = state === 'void' && decidedBy !== null ? 'taken-over' : state;
        expect(outputs).toMatchObject([{ decision: expected }]);
        expect((await world.act()).outcome).toBe(state === 'approved' ? 'done' : 'refused');
        expect(world.account.changes).toHaveLength(state === 'approved' ? 1 : 0);
      }),
      { numRuns: 60 },
    );
    expect(outcomes.size).toBeGreaterThan(2);
  }, 30_000);
});

describe('what a link, a nonce, a plan hash and a code decide', () => {
  it('is nothing when any one of them is not the right one', async () => {
    const world = await approvalWorld();
    await world.ask();
    const right = deliveredLink(world.sentTo('ana')[0]);
    const nonce = (await viewApproval(world, right.key)).nonce;
    const changed = (text: string) =>
      fc
        .oneof(
          fc.string({ unit: 'binary' }),
          fc.nat(text.length - 1).map((at) => `${text.slice(0, at)}~${text.slice(at + 1)}`),
        )
        .filter((other) => other !== text);
    const wrong = fc.oneof(
      changed(right.key).map((key) => ({ key })),
      changed(nonce).map((other) => ({ nonce: other })),
      changed(world.planHash).map((planHash) => ({ planHash })),
    );
    await fc.assert(
      fc.asyncProperty(wrong, async (overrides) => {
        await expect(world.decide(right, { nonce, ...overrides })).rejects.toMatchObject({
          code: expect.stringMatching(/^(auth\.rejected|approval\.void)$/),
        });
        expect(await world.approval()).toMatchObject({ state: 'pending', version: 1 });
      }),
      { numRuns: 50 },
    );
  }, 30_000);

  it('is nothing for any code but the one in the mail', async () => {
    await fc.assert(
      fc.asyncProperty(fc.integer({ min: 0, max: 999_999 }), async (number) => {
        const world = await approvalWorld();
        await world.ask();
        const right = deliveredLink(world.sentTo('ana')[0]);
        const code = String(number).padStart(6, '0');
        fc.pre(code !== right.code);
        await expect(world.decide({ ...right, code })).rejects.toMatchObject({ code: 'approval.wrong-code' });
        expect(await world.approval()).toMatchObject({ state: 'pending' });
        expect(world.workflow.taskOutputs().size).toBe(0);
      }),
      { numRuns: 30 },
    );
  }, 30_000);
});
