import { beforeEach, describe, expect, it } from '@jest/globals';
import type { Approval } from '../../../lambdas/domain/records/approval/approval.ts';
import { decided, voided } from '../../../lambdas/domain/records/approval/approval-transitions.ts';
import type { CloseOutcome } from '../../../lambdas/domain/records/incident.ts';
import { policyNames } from '../../../lambdas/domain/reporting/names/policy-names.ts';
import type { PersonalNotification } from '../../../lambdas/domain/reporting/notifications/notification.ts';
import { decidedNotifications } from '../../../lambdas/domain/reporting/notifications/outcome-notification.ts';
import type { IncidentOutline } from '../../../lambdas/ports/stores/incident-store.ts';
import { requestApproval } from '../../../lambdas/use-cases/approvals/request-approval.ts';
import { closeIncident } from '../../../lambdas/use-cases/closing/close-incident.ts';
import { handOver } from '../../../lambdas/use-cases/handover/hand-over.ts';
import { tellClosed, tellOutcomes } from '../../../lambdas/use-cases/notify/tell-outcomes.ts';
import { type UseCaseWorld, useCaseWorld } from '../../support/worlds/use-case-world.ts';

let world: UseCaseWorld;
let approvalId: string;
beforeEach(async () => {
  world = useCaseWorld();
  await world.acted();
  await asksForApproval();
  world.workflow.openTask('token-a');
  const { incidentId } = world;
  await requestApproval(world, { incidentId, stepIndex: 0, reasons: [], taskToken: 'token-a' });
  approvalId = `apr_${incidentId.slice(4)}_0`;
});

/** Its guardrails asked for a person. */
async function asksForApproval(): Promise<void> {
  const step = await world.incidents.readStep(world.incidentId, 0);
  if (step === null) return;
  const guard = { ...step.guard, verdict: { ...step.guard.verdict, decision: 'needs-approval' as const } };
  await world.incidents.saveStep({ ...step, guard, version: step.version + 1 });
}

async function end(how: (approval: Approval) => Approval | null): Promise<void> {
  const approval = await world.approvals.readApproval(approvalId);
  const ended = approval && how(approval);
  if (ended) await world.approvals.saveApproval(ended);
}

async function outline(): Promise<IncidentOutline> {
  const found = await world.incidents.readOutline(world.incidentId);
  if (found === null) throw new Error('The incident is gone');
  return found;
}

function withdrawnAtOnce(approval: Approval): Approval {
  return { ...approval, state: 'void', decidedAt: approval.requestedAt, voidReason: 'nobody may see it' };
}

const decide = (by: string, decision: 'approve' | 'reject', comment: string | null = null) =>
  end((approval) => decided(approval, { by, decision, comment, now: world.clock.now() }));

async function tell(): Promise<void> {
  await tellOutcomes(world, await outline());
}

async function close(outcome: CloseOutcome, closedBy: string): Promise<void> {
  await closeIncident(world, { incidentId: world.incidentId, outcome, closedBy });
}

async function tellEnd(): Promise<void> {
  const incident = await world.incidents.readIncident(world.incidentId);
  if (incident !== null) await tellClosed(world, incident);
}

function told(kind: PersonalNotification['kind']) {
  return world.channel.sent().flatMap((each) => (each.kind === kind ? [each] : []));
}

describe('a decision', () => {
  it('is told once to whoever else was asked, with who decided and why', async () => {
    await tell();
    expect(told('approval-decided')).toEqual([]);
    await decide('ana', 'reject', 'deploying a fix');
    await tell();
    await tell();
    const [notification, ...others] = told('approval-decided');
    expect([notification?.to, others]).toEqual(['ben', []]);
    expect(JSON.stringify(notification?.facts)).toMatch(/Ana.*deploying a fix/);
  });

  it('that was withdrawn is told to everybody who was asked, and to nobody when that was at once', async () => {
    const atOnce = await world.approvals.readApproval(approvalId);
    world.clock.advance(60);
    await end((approval) => voided(approval, 'all alerts resolved', null, world.clock.now()));
    await tell();
    expect(told('approval-decided').map(({ to }) => to)).toEqual(['ana', 'ben']);
    expect(
      atOnce && decidedNotifications(await outline(), [withdrawnAtOnce(atOnce)], policyNames(world.policy)),
    ).toEqual([]);
  });

  it('is old news after an hour', async () => {
    await decide('ana', 'approve');
    world.clock.advance(3601);
    await tell();
    expect(told('approval-decided')).toEqual([]);
  });

  it.each([
    ['nobody who may not see it', 'ben', []],
    ['whoever may see it, in words', 'ana', ['ben']],
  ] as const)('of a security-sensitive incident is told to %s', async (_, decidedBy, heard) => {
    await decide(decidedBy, 'approve');
    const incident = await world.incidents.readIncident(world.incidentId);
    if (incident) {
      await world.incidents.saveIncident({ ...incident, sensitive: true, version: incident.version + 1 });
    }
    await tell();
    expect(told('approval-decided').map(({ to }) => to)).toEqual(heard);
    for (const { facts } of told('approval-decided'))
      expect(facts).toMatchObject({ what: 'Ana approved it' });
  });
});

describe('the end of an incident', () => {
  it('is told once to everybody who was asked, with what happened', async () => {
    await decide('ana', 'approve');
    await close('recovered', 'firebreak');
    await tellEnd();
    await tellEnd();
    expect(told('closed').map(({ to }) => to)).toEqual(['ana', 'ben']);
    const [{ facts } = { facts: null }] = told('closed');
    expect(facts).toMatchObject({
      happened: expect.arrayContaining([{ at: expect.any(String), text: 'moved' }]),
    });
  });

  it('is told to those to whom it was handed over, but not to whoever resolved it', async () => {
    await decide('ana', 'reject');
    const { incidentId } = world;
    await handOver(world, { incidentId, reason: 'ana rejected it', reminder: 0, taskToken: null });
    await close('resolved-by-person', 'person:ben');
    await tellEnd();
    expect(told('closed').map(({ to }) => to)).toEqual(['ana']);
  });

  it('is told by its own notification when nobody attended to it', async () => {
    await close('unattended', 'firebreak');
    await tellEnd();
    expect(told('closed')).toEqual([]);
  });

  it('is not told when nobody was asked or told', async () => {
    world = useCaseWorld();
    await world.acted();
    await close('recovered', 'firebreak');
    await tellEnd();
    expect(world.channel.sent()).toEqual([]);
  });
});
