import { beforeEach, describe, expect, it } from '@jest/globals';
import { DependencyUnavailableError } from '../../../lambdas/domain/errors.ts';
import { projectTimeline } from '../../../lambdas/domain/reporting/timeline/timeline-projection.ts';
import { evidenceKinds } from '../../../lambdas/evidence/index.ts';
import { reconcileApproval } from '../../../lambdas/use-cases/approvals/reconcile-approval.ts';
import { viewApproval } from '../../../lambdas/use-cases/approvals/view-approval.ts';
import { type DeliveredLink, deliveredLink } from '../../../local/rehearsal/delivered-link.ts';
import { recovered, resolveAlerts } from '../../support/builders/stored-alerts.ts';
import { type ApprovalWorld, approvalWorld, wrongCode } from '../../support/worlds/approval-world.ts';

let world: ApprovalWorld;
let ana: DeliveredLink;
let ben: DeliveredLink;

beforeEach(async () => {
  world = await approvalWorld();
  await world.ask();
  ana = deliveredLink(world.sentTo('ana')[0]);
  ben = deliveredLink(world.sentTo('ben')[0]);
  world.clock.advance(100);
});

describe('viewing', () => {
  it('shows what is asked, on which evidence, and gives a nonce', async () => {
    const view = await viewApproval(world, ana.key);
    expect(view).toMatchObject({
      approvalId: world.approvalId,
      incident: { id: world.incidentId, severity: 'SEV1', service: 'checkout' },
      serviceName: 'Checkout',
      step: { index: 0, summary: 'Point the alias live of checkout back to version 56' },
      planHash: world.planHash,
      expiresAt: '2026-11-23T02:17:19.000Z',
      state: 'pending',
      nonce: expect.any(String),
    });
    expect(view.evidence.map(({ kind }) => kind)).toContain('suspect');
    expect(JSON.stringify(view)).not.toContain('encryptedToken');
  });

  it('changes nothing, however often it is called', async () => {
    const before = await world.approval();
    for (let call = 0; call < 20; call += 1) await viewApproval(world, ana.key);
    expect(await world.approval()).toEqual(before);
    expect(world.workflow.taskOutputs().size).toBe(0);
  });

  it('refuses whatever is no link of this approval', async () => {
    const view = await world.linkKeys.sign({
      scope: 'view',
      subject: world.incidentId,
      person: 'ana',
      planHash: null,
      generation: 0,
      expiresAt: '2026-12-01T00:00:00.000Z',
    });
    for (const key of ['', 'nonsense', view, `${ana.key}x`]) {
      await expect(viewApproval(world, key)).rejects.toMatchObject({ code: 'auth.rejected' });
    }
  });

  it('still shows what became of it for a week', async () => {
    await world.decide(ana);
    world.clock.advance(6 * 86_400);
    expect(await viewApproval(world, ben.key)).toMatchObject({ state: 'approved', decidedBy: 'ana' });
    world.clock.advance(2 * 86_400);
    await expect(viewApproval(world, ben.key)).rejects.toMatchObject({ code: 'auth.rejected' });
  });
});

describe('deciding', () => {
  it('records who decided and resumes the workflow', async () => {
    const recorded = await world.decide(ana, { comment: 'go' });
    expect(recorded).toMatchObject({
      state: 'approved',
      decidedBy: 'ana',
      decidedAt: '2026-11-23T02:03:59.000Z',
    });
    expect(await world.approval()).toMatchObject({ state: 'approved', comment: 'go' });
    expect(world.workflow.taskOutputs().get('token-1')).toMatchObject({
      decision: 'approved',
      approvalId: world.approvalId,
    });
  });

  it('answers everybody who comes later with the recorded outcome', async () => {
    await world.decide(ana, { decision: 'reject' });
    await expect(world.decide(ben)).rejects.toMatchObject({
      code: 'approval.decided',
      details: { state: 'rejected', decidedBy: 'ana' },
    });
    expect(await world.approval()).toMatchObject({ state: 'rejected' });
  });

  it('refuses an old nonce and the nonce of another link, without counting a try', async () => {
    const { nonce } = await viewApproval(world, ana.key);
    await expect(world.decide(ben, { nonce })).rejects.toMatchObject({ code: 'auth.rejected' });
    world.clock.advance(601);
    await expect(world.decide(ana, { nonce })).rejects.toMatchObject({ code: 'auth.rejected' });
    expect((await world.approval()).links.every(({ wrongCodes }) => wrongCodes === 0)).toBe(true);
  });

  it('refuses another plan than the one that is asked', async () => {
    await expect(world.decide(ana, { planHash: 'f'.repeat(64) })).rejects.toMatchObject({
      code: 'approval.void',
    });
    expect((await world.approval()).state).toBe('pending');
  });

  it('refuses the code of another approver', async () => {
    await expect(world.decide({ ...ana, code: ben.code })).rejects.toMatchObject({
      code: 'approval.wrong-code',
    });
  });

  it('expires at its time, not later', async () => {
    world.clock.set(new Date('2026-11-23T02:17:19.000Z'));
    await expect(world.decide(ana)).rejects.toMatchObject({ code: 'approval.expired' });
    expect((await world.approval()).state).toBe('expired');
    expect(world.workflow.taskOutputs().get('token-1')).toMatchObject({ decision: 'expired' });
  });

  it('says how it ended even to a page that was open for too long', async () => {
    const { nonce } = await viewApproval(world, ana.key);
    world.clock.advance(3600);
    await expect(world.decide(ana, { nonce })).rejects.toMatchObject({ code: 'approval.expired' });
    await expect(world.decide(ben, { nonce: 'none' })).rejects.toMatchObject({ code: 'approval.expired' });
  });

  it('flags a decision that came too soon for a person', async () => {
    const kindsAfter = async (seconds: number) => {
      const quick = await approvalWorld();
      await quick.ask();
      quick.clock.advance(seconds);
      await quick.decide(deliveredLink(quick.sentTo('ana')[0]));
      const record = await quick.incidents.readRecord(quick.incidentId);
      if (record === null) throw new Error('no record');
      return projectTimeline(record, [await quick.approval()], evidenceKinds).map(({ kind }) => kind);
    };
    expect(await kindsAfter(1)).toContain('approval.hasty');
    expect(await kindsAfter(2)).not.toContain('approval.hasty');
  });

  it('stands when the workflow cannot be reached, and is delivered later', async () => {
    const workflow = {
      ...world.workflow,
      succeedTask: async () => {
        throw new DependencyUnavailableError('Step Functions does not answer');
      },
    };
    expect(await world.decide(ana, {}, { ...world, workflow })).toMatchObject({
      state: 'approved',
      delivered: false,
    });
    expect(await reconcileApproval(world, world.approvalId)).toMatchObject({ delivery: 'delivered' });
    expect(await reconcileApproval(world, world.approvalId)).toMatchObject({ delivery: 'gone' });
  });
});

describe('a decision whose write was answered by nothing', () => {
  it('is found and delivered when its person presses again', async () => {
    const approvals = {
      ...world.approvals,
      saveApproval: async (approval: Parameters<typeof world.approvals.saveApproval>[0]) => {
        await world.approvals.saveApproval(approval);
        throw new DependencyUnavailableError('the answer was lost');
      },
    };
    await expect(world.decide(ana, {}, { ...world, approvals })).rejects.toMatchObject({
      code: 'dependency.unavailable',
    });
    expect(world.workflow.taskOutputs().size).toBe(0);
    await expect(world.decide(ana)).rejects.toMatchObject({ code: 'approval.decided' });
    expect(world.workflow.taskOutputs().get('token-1')).toMatchObject({ decision: 'approved' });
  });
});

describe('fresh at the click', () => {
  it('still counts when the alerts resolved and the metrics are as bad as before', async () => {
    await resolveAlerts(world.incidents, world.incidentId);
    expect(await world.decide(ana)).toMatchObject({ state: 'approved' });
  });

  it('is void when the alerts resolved by themselves and the metrics agree', async () => {
    await resolveAlerts(world.incidents, world.incidentId);
    await recovered(world);
    await expectVoid(/resolved by itself/, 'seems-over');
  });

  it('is void when the plan changed', async () => {
    await world.change((incident) => ({
      ...incident,
      assessment: incident.assessment && {
        ...incident.assessment,
        plan: { ...incident.assessment.plan, hash: 'e'.repeat(64) },
      },
    }));
    await expectVoid(/plan changed/);
  });

  it('is void when automation was stopped', async () => {
    await world.change((incident) => ({ ...incident, automationStoppedAt: '2026-11-23T02:03:00.000Z' }));
    await expectVoid(/stopped/);
  });

  it('is void when the suspect was followed by another change', async () => {
    await followSuspect();
    await expectVoid(/checkout version 58/);
  });

  it('is void by the sweep, too, when the suspect was followed by another change', async () => {
    await followSuspect();
    await reconcileApproval(world, world.approvalId);
    expect(await world.approval()).toMatchObject({
      state: 'void',
      voidReason: expect.stringMatching(/version 58/),
    });
  });

  async function followSuspect(): Promise<void> {
    const [changes] = (await world.incidents.listEvidence(world.incidentId)).filter(
      (each) => 'changes' in each,
    );
    const [suspect] = changes !== undefined && 'changes' in changes ? changes.changes : [];
    if (changes === undefined || suspect === undefined || !('changes' in changes))
      throw new Error('no change');
    const later = {
      ...suspect,
      id: 'v58',
      summary: 'checkout version 58',
      at: '2026-11-23T02:03:30.000Z',
    };
    await world.incidents.putEvidence(world.incidentId, { ...changes, changes: [later, ...changes.changes] });
  }

  async function expectVoid(why: RegExp, decision = 'void'): Promise<void> {
    await expect(world.decide(ana)).rejects.toMatchObject({
      code: 'approval.void',
      message: expect.stringMatching(why),
    });
    expect(await world.approval()).toMatchObject({ state: 'void', voidReason: expect.stringMatching(why) });
    expect(world.workflow.taskOutputs().get('token-1')).toMatchObject({ decision });
  }
});

describe('wrong codes', () => {
  it('counts down, then closes the link and sends a new one with a new code', async () => {
    const left: unknown[] = [];
    for (let tries = 0; tries < 5; tries += 1) {
      await world.decide({ ...ana, code: wrongCode(ana) }).catch((error: unknown) => left.push(error));
    }
    expect(left).toMatchObject(
      [4, 3, 2, 1, 0].map((triesLeft) => ({ code: 'approval.wrong-code', details: { triesLeft } })),
    );
    await expect(viewApproval(world, ana.key)).rejects.toMatchObject({ code: 'auth.rejected' });
    expect(world.sentTo('ana')).toHaveLength(2);
    const renewed = deliveredLink(world.sentTo('ana')[1]);
    expect(renewed.code).not.toBe(ana.code);
    await expect(world.decide({ ...renewed, code: ana.code })).rejects.toMatchObject({
      code: 'approval.wrong-code',
    });
    expect(await world.decide(renewed)).toMatchObject({ state: 'approved', decidedBy: 'ana' });
  });

  it('gives a person three links at most, and leaves the others theirs', async () => {
    for (let generation = 0; generation < 3; generation += 1) {
      const link = deliveredLink(world.sentTo('ana')[generation]);
      for (let tries = 0; tries < 5; tries += 1) {
        await world.decide({ ...link, code: wrongCode(link) }).catch(() => null);
      }
    }
    expect(world.sentTo('ana')).toHaveLength(3);
    await expect(viewApproval(world, deliveredLink(world.sentTo('ana')[2]).key)).rejects.toMatchObject({
      code: 'auth.rejected',
    });
    const record = await world.incidents.readRecord(world.incidentId);
    expect(record?.entries.filter(({ kind }) => kind === 'approval.link-closed')).toHaveLength(3);
    expect(await world.decide(ben)).toMatchObject({ decidedBy: 'ben' });
  });

  it('gives no more tries to guesses made at one instant', async () => {
    const guesses = Array.from({ length: 40 }, (_, offset) =>
      String((Number(ana.code) + 1 + offset) % 1_000_000).padStart(6, '0'),
    );
    const { nonce } = await viewApproval(world, ana.key);
    const answers = await Promise.allSettled(
      guesses.map((code) => world.decide({ ...ana, code }, { nonce })),
    );
    const told = answers
      .filter(({ status }) => status === 'rejected')
      .map((each) => ('reason' in each ? each.reason : null));
    expect(told.filter((error) => error?.code === 'approval.wrong-code').length).toBeLessThanOrEqual(5);
    expect((await world.approval()).state).toBe('pending');
  });
});
