import { beforeEach, describe, expect, it } from '@jest/globals';
import { guardrailsSchema } from '../../../lambdas/domain/policy/schemas/guardrails-schema.ts';
import { currentGuard } from '../../../lambdas/domain/records/step-record.ts';
import { checkGuardrails } from '../../../lambdas/use-cases/actions/check-guardrails.ts';
import { readApprovals } from '../../../lambdas/use-cases/records/read-approvals.ts';
import { deliveredLink } from '../../../local/rehearsal/delivered-link.ts';
import { aKillSwitch } from '../../support/builders/records.ts';
import { type ApprovalWorld, approvalWorld } from '../../support/worlds/approval-world.ts';

const auto = { reversible: 'auto', irreversible: 'approve' } as const;
const freely = guardrailsSchema.parse({ mode: { SEV1: auto, SEV2: auto, SEV3: auto } });
const frozenFrom = (from: string) => ({
  ...freely,
  freezeWindows: [
    {
      id: 'launch',
      reason: 'The launch',
      decision: 'deny' as const,
      exceptSeverities: [],
      once: { from, until: '2027-01-01T00:00:00Z' },
    },
  ],
});

let world: ApprovalWorld;

beforeEach(async () => {
  world = await approvalWorld();
});

const check = (guardrails = world.policy.guardrails) =>
  checkGuardrails(
    { ...world, policy: { ...world.policy, guardrails } },
    { incidentId: world.incidentId, stepIndex: 0 },
  );
const step = async () => {
  const found = await world.incidents.readStep(world.incidentId, 0);
  if (found === null) throw new Error('There is no step');
  return found;
};

describe('check-guardrails, asked again', () => {
  it('answers by what holds then, and keeps both verdicts', async () => {
    expect(await check(frozenFrom('2026-11-23T12:00:00Z'))).toMatchObject({ decision: 'allow' });
    world.clock.advance(10 * 3600);
    expect(await check(frozenFrom('2026-11-23T12:00:00Z'))).toMatchObject({
      decision: 'deny',
      reasons: [expect.stringContaining('launch')],
    });
    const { guard, rechecks } = await step();
    expect([guard, ...(rechecks ?? [])].map(({ verdict }) => verdict.decision)).toEqual([
      'needs-approval',
      'allow',
      'deny',
    ]);
  });

  it('writes nothing when it finds the same', async () => {
    await check();
    const before = await step();
    world.clock.advance(60);
    await check();
    expect(await step()).toEqual(before);
  });

  it('repeats the verdict of a step that was begun', async () => {
    await world.ask();
    await world.decide(deliveredLink(world.sentTo('ana')[0]));
    await world.act();
    await world.killSwitches.save(aKillSwitch());
    expect((await check()).decision).toBe('needs-approval');
  });

  it('lets people be asked anew about a step that they decided before', async () => {
    await world.ask();
    await world.decide(deliveredLink(world.sentTo('ana')[0]), { decision: 'reject' });
    await check();
    await world.ask('token-2');
    const approvals = await readApprovals(world.approvals, {
      incident: await incident(),
      steps: [await step()],
    });
    expect(approvals.map(({ state }) => state)).toEqual(['rejected', 'pending']);
    expect(new Set(approvals.map(({ id }) => id)).size).toBe(2);
    await check();
    expect((await step()).round).toBe(1);
    expect(currentGuard(await step()).verdict.decision).toBe('needs-approval');
  });
});

async function incident() {
  const found = await world.incidents.readIncident(world.incidentId);
  if (found === null) throw new Error('There is no incident');
  return found;
}
