import { describe, expect, it } from '@jest/globals';
import * as fc from 'fast-check';
import type { CompiledPolicy } from '../../../lambdas/domain/policy/policy.ts';
import type { Decision } from '../../../lambdas/domain/records/approval/approval.ts';
import { agreedPeople } from '../../../lambdas/domain/records/approval/approval-transitions.ts';
import { checkGuardrails } from '../../../lambdas/use-cases/actions/check-guardrails.ts';
import { reconcileApproval } from '../../../lambdas/use-cases/approvals/reconcile-approval.ts';
import { viewApproval } from '../../../lambdas/use-cases/approvals/view-approval.ts';
import { runCommand } from '../../../lambdas/use-cases/console/run-command.ts';
import { completeOpenWait } from '../../../lambdas/use-cases/handover/complete-open-wait.ts';
import { recordBounce } from '../../../lambdas/use-cases/notify/record-bounce.ts';
import { deliveredLink } from '../../../local/rehearsal/delivered-link.ts';
import { aPolicy } from '../../support/builders/policy/a-policy.ts';
import { type ApprovalWorld, approvalWorld } from '../../support/worlds/approval-world.ts';
import { type Process, processesOf } from '../../support/worlds/interleaved-processes.ts';

const twoPeople = (): CompiledPolicy => {
  const policy = aPolicy();
  const rule = { resource: 'lambda-alias:*', rule: 'two-people', reason: 'it moves money' } as const;
  return { ...policy, guardrails: { ...policy.guardrails, protected: [rule] } };
};

const command = fc.constantFrom('take-over', 'resolve', null);
/** Which call of a process its machine dies at, and whether that call has its effect; most live. */
const death = fc.option(fc.record({ call: fc.nat(12), isAfter: fc.boolean() }), { nil: null, freq: 2 });

const situation = fc.record({
  isLate: fc.boolean(),
  ben: fc.constantFrom<Decision>('approve', 'reject'),
  withdraws: fc.boolean(),
  command,
  bounces: fc.boolean(),
  deaths: fc.tuple(death, death, death, death, death),
});
type Situation = typeof situation extends fc.Arbitrary<infer Value> ? Value : never;

async function asked(): Promise<ApprovalWorld> {
  const world = await approvalWorld(twoPeople());
  await checkGuardrails(world, { incidentId: world.incidentId, stepIndex: 0 });
  await world.ask();
  return world;
}

/** Everything that may happen to a request at once, each in a process of its own; what the workflow then does, too. */
async function happen(world: ApprovalWorld, scheduler: fc.Scheduler, given: Situation) {
  const { incidentId } = world;
  const [ana, ben] = [deliveredLink(world.sentTo('ana')[0]), deliveredLink(world.sentTo('ben')[0])];
  const nonces = {
    ana: (await viewApproval(world, ana.key)).nonce,
    ben: (await viewApproval(world, ben.key)).nonce,
  };
  world.clock.set(new Date(given.isLate ? '2026-11-23T02:32:19.000Z' : '2026-11-23T02:12:00.000Z'));
  const acts: Promise<unknown>[] = [];
  const start = await processesOf(world, scheduler, [ana.key, ben.key], (deps) => {
    acts.push(world.act(deps));
  });
  const [first, second, third, fourth, fifth] = given.deaths;
  const anas = async (deps: Process): Promise<void> => {
    await world.decide(ana, { nonce: nonces.ana }, deps);
    if (given.withdraws) await world.decide(ana, { nonce: nonces.ana, decision: 'withdraw' }, deps);
  };
  const run = { incidentId, by: 'ben', comment: 'mine', acceptDebts: [], yes: true };
  const { yes: _yes, ...plain } = run;
  const all = Promise.allSettled([
    start(first, anas),
    start(second, (deps) => world.decide(ben, { nonce: nonces.ben, decision: given.ben }, deps)),
    start(third, (deps) => reconcileApproval(deps, world.approvalId)),
    start(fourth, async (deps) => {
      if (given.command === 'resolve') await runCommand(deps, { ...run, command: 'resolve' });
      if (given.command === 'take-over') await runCommand(deps, { ...plain, command: 'take-over' });
    }),
    start(fifth, async (deps) => (given.bounces ? await recordBounce(deps, bounceOf(incidentId)) : null)),
  ]);
  await scheduler.waitFor(all);
  await scheduler.waitFor(Promise.allSettled(acts));
  const [, voted, , commanded, bounced] = await all;
  return { voted, commanded, bounced };
}

function bounceOf(incidentId: string) {
  return {
    'detail-type': 'Email Bounced',
    time: '2026-11-23T02:12:00.000Z',
    detail: {
      mail: {
        messageId: 'mail-1',
        destination: ['ana@example.com'],
        headers: [{ name: 'X-Firebreak-Key', value: `${incidentId}_asked` }],
      },
      bounce: { bounceType: 'Permanent' },
    },
  };
}

/** What the sweep does to an incident, until there is nothing left to do. */
async function sweep(world: ApprovalWorld): Promise<void> {
  world.clock.set(new Date('2026-11-23T02:40:00.000Z'));
  for (let look = 0; look < 2; look += 1) {
    await reconcileApproval(world, world.approvalId);
    const outline = await world.incidents.readOutline(world.incidentId);
    if (outline !== null) await completeOpenWait(world, outline);
  }
}

describe('votes, withdrawals, expiry, take-over, resolve, a bounce and deaths at one instant', () => {
  it('have one outcome and one effect at most, the workflow goes on, and all of it is on record', async () => {
    const outcomes = new Set<string>();
    await fc.assert(
      fc.asyncProperty(fc.scheduler(), situation, async (scheduler, given) => {
        const world = await asked();
        const { voted, commanded, bounced } = await happen(world, scheduler, given);
        await sweep(world);

        const approval = await world.approval();
        const outputs = [...world.workflow.taskOutputs().values()];
        outcomes.add(String(outputs[0]?.['decision']));
        expect(approval.state).not.toBe('pending');
        expect(outputs).toHaveLength(1);

        await world.act();
        const { account } = world;
        expect(account.changes.length).toBeLessThanOrEqual(1);
        if (account.changes.length === 1) {
          expect(approval.state).toBe('approved');
          expect(agreedPeople(approval).toSorted()).toEqual(['ana', 'ben']);
        }
        const record = await world.incidents.readRecord(world.incidentId);
        const kinds = record?.entries.map(({ kind }) => kind) ?? [];
        if (voted?.status === 'fulfilled') {
          expect(approval.votes).toContainEqual(expect.objectContaining({ by: 'ben', decision: given.ben }));
        }
        if (commanded?.status === 'fulfilled' && given.command !== null) {
          expect(kinds).toContain(`command.${given.command}`);
        }
        if (given.bounces && bounced?.status === 'fulfilled') {
          expect(kinds.filter((kind) => kind.startsWith('notification.'))).not.toEqual([]);
        }
      }),
      { numRuns: 120 },
    );
    const all = ['approved', 'rejected', 'expired', 'taken-over', 'resolved', 'void'];
    expect(all).toEqual(expect.arrayContaining([...outcomes]));
    expect(outcomes.size).toBeGreaterThan(3);
  }, 240_000);
});
