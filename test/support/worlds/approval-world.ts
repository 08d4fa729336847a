import { findAction } from '../../../lambdas/actions/index.ts';
import { createAesTokenVault } from '../../../lambdas/adapters/crypto/aes-token-vault.ts';
import { createDerivedMatchCodes } from '../../../lambdas/adapters/crypto/derived-match-codes.ts';
import { createSignedLinkKeys } from '../../../lambdas/adapters/crypto/signed-link-keys.ts';
import { createSignedNonces } from '../../../lambdas/adapters/crypto/signed-nonces.ts';
import { createSignedPageLinks } from '../../../lambdas/adapters/crypto/signed-page-links.ts';
import { correlationSchema } from '../../../lambdas/domain/policy/correlation-schema.ts';
import { guardrailsSchema } from '../../../lambdas/domain/policy/guardrails-schema.ts';
import { peopleSchema } from '../../../lambdas/domain/policy/people-schema.ts';
import type { CompiledPolicy } from '../../../lambdas/domain/policy/policy.ts';
import type { Approval } from '../../../lambdas/domain/records/approval.ts';
import type { Incident } from '../../../lambdas/domain/records/incident.ts';
import { approvalIdOf } from '../../../lambdas/domain/response/approvals/open-approval.ts';
import { evidenceKinds } from '../../../lambdas/evidence/index.ts';
import { takeAction } from '../../../lambdas/use-cases/actions/take-action.ts';
import { decideApproval } from '../../../lambdas/use-cases/approvals/decide-approval.ts';
import { requestApproval } from '../../../lambdas/use-cases/approvals/request-approval.ts';
import { viewApproval } from '../../../lambdas/use-cases/approvals/view-approval.ts';
import { type DeliveredLink, deliveredLink } from '../../../local/rehearsal/delivered-link.ts';
import { createInMemoryApprovalStore } from '../../../local/rehearsal/memory/in-memory-approval-store.ts';
import {
  createInMemoryChannel,
  type DeliveredNotification,
} from '../../../local/rehearsal/memory/in-memory-channel.ts';
import { createInMemoryIncidentStore } from '../../../local/rehearsal/memory/in-memory-incident-store.ts';
import { createInMemoryLeaseStore } from '../../../local/rehearsal/memory/in-memory-lease-store.ts';
import { createInMemoryNotificationQuotaStore } from '../../../local/rehearsal/memory/in-memory-notification-quota-store.ts';
import { createInMemoryWorkflow } from '../../../local/rehearsal/memory/in-memory-workflow.ts';
import { createManualClock } from '../../../local/rehearsal/memory/manual-clock.ts';
import { anIncidentAlert, aStepRecord } from '../builders/records.ts';
import { sampleIncident, sampleRecord } from '../builders/sample-incident.ts';
import { storeAlerts } from '../builders/stored-alerts.ts';
import type { Faults } from '../faults/faults.ts';
import { throughFaults } from '../faults/through-faults.ts';
import { notifying } from './notifying.ts';
import { shopAlias, shopInProcess } from './shop-account.ts';

const mode = { reversible: 'approve', irreversible: 'approve' } as const;

export function aPolicy(overrides: Partial<CompiledPolicy> = {}): CompiledPolicy {
  return {
    hash: 'c'.repeat(64),
    correlateBy: ['service'],
    services: [],
    correlation: correlationSchema.parse({}),
    mappings: [],
    severity: {
      rules: [],
      default: {
        severity: 'SEV3',
        symptom: 'unknown',
        reason: 'nothing else fits',
        place: 'severity.yaml:1',
      },
    },
    guardrails: guardrailsSchema.parse({ mode: { SEV1: mode, SEV2: mode, SEV3: mode } }),
    people: peopleSchema.parse({
      people: [
        { id: 'ana', name: 'Ana', email: 'ana@example.com' },
        { id: 'ben', name: 'Ben', email: 'ben@example.com' },
      ],
      commanders: { rota: ['ana'], startsAt: '2026-01-05T09:00:00Z' },
      approvals: { approvers: ['ana', 'ben'], expiresAfterMinutes: 15 },
      stakeholders: { ops: ['ana'], engineering: ['ben'], security: ['ben'] },
    }),
    runbooks: [],
    ...overrides,
  };
}

/**
 * An incident that responds to a bad deployment, the stores and services it needs, and the account it acts on. The
 * stores live on when the ports are wrapped with other faults: that is a process that is killed and started again.
 */
export async function approvalWorld(policy: CompiledPolicy = aPolicy()) {
  const clock = createManualClock('2026-11-23T02:02:19.000Z');
  const incidents = createInMemoryIncidentStore();
  const approvals = createInMemoryApprovalStore();
  const leases = createInMemoryLeaseStore();
  const channel = createInMemoryChannel();
  const workflow = createInMemoryWorkflow();
  const shop = shopInProcess();
  const account = { alias: shopAlias(shop.account), changes: shop.changes };
  const secret = async () => 'the secret of the tests';
  const linkKeys = createSignedLinkKeys(secret);
  const nonces = createSignedNonces(secret);
  const matchCodes = createDerivedMatchCodes(secret);
  const vault = createAesTokenVault(secret);

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
  await incidents.saveStep(aStepRecord({ incidentId: incident.id, planHash }));

  const incidentId = incident.id;
  const approvalId = approvalIdOf(incidentId, 0);
  const parts = {
    incidents,
    approvals,
    leases,
    channel,
    channels: [channel],
    quotas: createInMemoryNotificationQuotaStore(),
    pageLinks: createSignedPageLinks(linkKeys, 'https://firebreak.example/prod', clock),
    workflow,
    vault,
    linkKeys,
    nonces,
    matchCodes,
    clock,
    evidenceKinds,
    policy,
    action: findAction('roll-back-lambda-alias'),
    aws: shop.aws,
  };
  const plain = notifying(parts, {});
  /** The same world seen through faults. */
  const through = (faults: Faults) => {
    const faulty = throughFaults(faults, parts);
    return notifying(faulty, { channels: [faulty.channel] });
  };

  return {
    ...plain,
    through,
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
    async change(update: (incident: Incident) => Incident): Promise<void> {
      const found = await incidents.readIncident(incidentId);
      if (found === null) throw new Error('There is no incident');
      await incidents.saveIncident({ ...update(found), version: found.version + 1 });
    },
  };
}

export type ApprovalWorld = Awaited<ReturnType<typeof approvalWorld>>;

export function linkIn(notification: DeliveredNotification | undefined): DeliveredLink {
  return deliveredLink(notification);
}

/** A code that is not this one. */
export function wrongCode({ code }: DeliveredLink): string {
  return String((Number(code) + 1) % 1_000_000).padStart(6, '0');
}
