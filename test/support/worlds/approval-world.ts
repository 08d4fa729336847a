import { findAction } from '../../../lambdas/actions/index.ts';
import type { CompiledPolicy } from '../../../lambdas/domain/policy/policy.ts';
import type { Approval } from '../../../lambdas/domain/records/approval/approval.ts';
import type { Incident } from '../../../lambdas/domain/records/incident.ts';
import { approvalIdOf } from '../../../lambdas/domain/response/approvals/open-approval.ts';
import { takeAction } from '../../../lambdas/use-cases/actions/take-action.ts';
import { decideApproval } from '../../../lambdas/use-cases/approvals/decide-approval.ts';
import { requestApproval } from '../../../lambdas/use-cases/approvals/request-approval.ts';
import { viewApproval } from '../../../lambdas/use-cases/approvals/view-approval.ts';
import type { DeliveredLink } from '../../../local/rehearsal/delivered-link.ts';
import { createManualClock } from '../../../local/rehearsal/memory/manual-clock.ts';
import { createMemoryPorts, handlerDeps } from '../../../local/rehearsal/memory-ports.ts';
import { aService } from '../builders/builders.ts';
import { changeIncident } from '../builders/change-incident.ts';
import { aPolicy } from '../builders/policy/a-policy.ts';
import { anIncidentAlert, aStepRecord } from '../builders/records.ts';
import { sampleIncident, sampleRecord } from '../builders/samples/sample-incident.ts';
import { storeAlerts } from '../builders/stored-alerts.ts';
import type { Faults } from '../faults/faults.ts';
import { throughFaults } from '../faults/through-faults.ts';
import { shopAlias, shopInProcess } from './shop-account.ts';

/**
 * An incident that responds to a bad deployment, the stores and services it needs, and the account it acts on. The
 * stores live on when the ports are wrapped with other faults: that is a process that is killed and started again.
 */
export async function approvalWorld(given: CompiledPolicy = aPolicy()) {
  const policy = given.services.length > 0 ? given : { ...given, services: [aService()] };
  const shop = shopInProcess();
  const account = { alias: shopAlias(shop.account), changes: shop.changes };
  const ports = {
    ...createMemoryPorts(createManualClock('2026-11-23T02:02:19.000Z'), policy),
    aws: shop.aws,
  };
  const over = (each: typeof ports) => ({
    ...handlerDeps(each),
    action: findAction('roll-back-lambda-alias'),
  });
  const plain = over(ports);
  const { incidents, approvals, channel, workflow } = plain;

  const { assessment } = sampleIncident('awaiting-approval');
  if (assessment === null) throw new Error('The sample has no plan');
  const params = { functionName: 'checkout', alias: 'live', fromVersion: '57', toVersion: '56' };
  const resource = 'lambda-alias:checkout:live';
  const plan = {
    ...assessment.plan,
    steps: assessment.plan.steps.map((step) => ({ ...step, params, resource })),
  };
  const incident: Incident = {
    ...sampleIncident('triaging'),
    assessment: { ...assessment, plan },
    status: 'responding',
  };
  await incidents.createIncident({ ...incident, version: 1 });
  await storeAlerts(incidents, incident.id, anIncidentAlert());
  for (const evidence of sampleRecord('awaiting-approval').evidence) {
    await incidents.putEvidence(incident.id, evidence);
  }
  const planHash = plan.hash;
  const findings = [
    { guardrail: 'mode', decision: 'needs-approval', reason: 'SEV1 needs one person' },
  ] as const;
  const guard = {
    at: '2026-11-23T02:02:18.000Z',
    verdict: { decision: 'needs-approval', findings },
  } as const;
  await incidents.saveStep(aStepRecord({ incidentId: incident.id, planHash, guard }));

  const incidentId = incident.id;
  const approvalId = approvalIdOf(incidentId, 0);

  return {
    ...plain,
    through: (faults: Faults) => over(throughFaults(faults, ports)),
    account,
    incidentId,
    approvalId,
    planHash,
    sentTo: (person: string) => channel.sent().filter(({ to }) => to === person),
    async ask(token = 'token-1', deps = plain): Promise<void> {
      workflow.openTask(token);
      await requestApproval(deps, {
        incidentId,
        stepIndex: 0,
        reasons: ['SEV1 needs one person'],
        taskToken: token,
      });
    },
    async decide(
      link: DeliveredLink,
      overrides: Partial<Parameters<typeof decideApproval>[1]> = {},
      deps = plain,
    ): Promise<Awaited<ReturnType<typeof decideApproval>>> {
      const nonce = overrides.nonce ?? (await viewApproval(plain, link.key)).nonce;
      return await decideApproval(deps, {
        ...link,
        planHash,
        decision: 'approve',
        comment: null,
        ...overrides,
        nonce,
      });
    },
    act: (deps = plain) => takeAction(deps, { incidentId, stepIndex: 0, approvalId }),
    async approval(): Promise<Approval> {
      const found = await approvals.readApproval(approvalId);
      if (found === null) throw new Error('There is no approval');
      return found;
    },
    change: (update: (incident: Incident) => Incident) => changeIncident(incidents, incidentId, update),
    /** No step of the plan can be undone any more. */
    async makeIrreversible(): Promise<void> {
      await changeIncident(incidents, incidentId, (incident) => {
        if (incident.assessment === null) return incident;
        const { plan } = incident.assessment;
        const steps = plan.steps.map((step) => ({ ...step, risk: 'irreversible' as const }));
        return { ...incident, assessment: { ...incident.assessment, plan: { ...plan, steps } } };
      });
    },
  };
}

export type ApprovalWorld = Awaited<ReturnType<typeof approvalWorld>>;

const auto = { reversible: 'auto', irreversible: 'approve' } as const;

/** The same world where policy lets everything run that can be undone. */
export function inAutomaticMode(world: ApprovalWorld): ApprovalWorld {
  const { policy } = world;
  const guardrails = { ...policy.guardrails, mode: { SEV1: auto, SEV2: auto, SEV3: auto } };
  return { ...world, policy: { ...policy, guardrails } };
}

/** A code that is not this one. */
export function wrongCode({ code }: DeliveredLink): string {
  return String((Number(code) + 1) % 1_000_000).padStart(6, '0');
}
