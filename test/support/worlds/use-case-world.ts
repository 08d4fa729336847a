import { createAesTokenVault } from '../../../lambdas/adapters/crypto/aes-token-vault.ts';
import { createDerivedMatchCodes } from '../../../lambdas/adapters/crypto/derived-match-codes.ts';
import { createSignedLinkKeys } from '../../../lambdas/adapters/crypto/signed-link-keys.ts';
import { createSignedPageLinks } from '../../../lambdas/adapters/crypto/signed-page-links.ts';
import { createTimerTimeouts } from '../../../lambdas/adapters/timers/timer-timeouts.ts';
import type { DataPoint } from '../../../lambdas/domain/records/evidence.ts';
import type { Incident } from '../../../lambdas/domain/records/incident.ts';
import { evidenceKinds } from '../../../lambdas/evidence/index.ts';
import type { EvidenceReader } from '../../../lambdas/ports/evidence-reader.ts';
import type { MetricSeriesReader } from '../../../lambdas/ports/metric-series-reader.ts';
import { createInMemoryApprovalStore } from '../../../local/rehearsal/memory/in-memory-approval-store.ts';
import { createInMemoryChannel } from '../../../local/rehearsal/memory/in-memory-channel.ts';
import { createInMemoryDocumentStore } from '../../../local/rehearsal/memory/in-memory-document-store.ts';
import { createInMemoryIncidentStore } from '../../../local/rehearsal/memory/in-memory-incident-store.ts';
import { createInMemoryLeaseStore } from '../../../local/rehearsal/memory/in-memory-lease-store.ts';
import { createInMemoryNotificationQuotaStore } from '../../../local/rehearsal/memory/in-memory-notification-quota-store.ts';
import { createInMemorySchedules } from '../../../local/rehearsal/memory/in-memory-schedules.ts';
import { createInMemoryWorkflow } from '../../../local/rehearsal/memory/in-memory-workflow.ts';
import { createManualClock } from '../../../local/rehearsal/memory/manual-clock.ts';
import { createSequentialIds } from '../../../local/rehearsal/memory/sequential-ids.ts';
import { unlimited } from '../../../local/rehearsal/memory/unlimited.ts';
import {
  anAction,
  anAssessment,
  aPlan,
  aReading,
  aService,
  metricsEvidence,
  minutes,
} from '../builders/builders.ts';
import { anIncident, anIncidentAlert, aStepRecord } from '../builders/records.ts';
import { storeAlerts } from '../builders/stored-alerts.ts';
import type { Faults } from '../faults/faults.ts';
import { throughFaults } from '../faults/through-faults.ts';
import { aPolicy } from './approval-world.ts';
import { notifying } from './notifying.ts';

const secret = async () => 'the secret of the tests';

/** One incident in memory with everything that a use case of the workflow needs. What it holds outlives a "process". */
export function useCaseWorld() {
  const clock = createManualClock('2026-11-23T02:04:04.000Z');
  const workflow = createInMemoryWorkflow();
  const linkKeys = createSignedLinkKeys(secret);
  let points: readonly DataPoint[] = [];
  const ports = {
    incidents: createInMemoryIncidentStore(),
    approvals: createInMemoryApprovalStore(),
    leases: createInMemoryLeaseStore(),
    quotas: createInMemoryNotificationQuotaStore(),
    rateLimiter: unlimited,
    channel: createInMemoryChannel(),
    documents: createInMemoryDocumentStore(),
    schedules: createInMemorySchedules(),
    series: {
      readSeries: async ({ metrics }) => ({
        metricsRequested: metrics.length,
        series: metrics.map((name) => ({ name, unit: 'percent', periodSeconds: 60, points, query: 'q' })),
      }),
    } satisfies MetricSeriesReader,
    reader: { kind: 'metrics', read: async () => metricsEvidence() } satisfies EvidenceReader,
  };
  const plain = {
    ...ports,
    channels: [ports.channel],
    workflow,
    clock,
    ids: createSequentialIds(clock),
    vault: createAesTokenVault(secret),
    linkKeys,
    matchCodes: createDerivedMatchCodes(secret),
    pageLinks: createSignedPageLinks(linkKeys, 'https://firebreak.example', clock),
    evidenceKinds,
    policy: aPolicy({ services: [aService()] }),
    actions: [anAction()],
    timeouts: createTimerTimeouts(),
  };
  const incident = anIncident();

  return {
    ...notifying(plain, {}),
    incidentId: incident.id,
    through(faults: Faults, policy = plain.policy) {
      const faulty = throughFaults(faults, { ...ports, workflow });
      return notifying({ ...plain, ...faulty, policy }, { channels: [faulty.channel] });
    },
    /** Every metric has these values, one a minute from the given time on. */
    measure(from: string, values: readonly (number | null)[]): void {
      points = minutes(from, values);
    },
    async open(overrides: Partial<ReturnType<typeof anIncident>> = {}): Promise<void> {
      await ports.incidents.acquireOpenLock(incident.correlationKey, incident.id);
      await ports.incidents.createIncident({ ...incident, ...overrides });
      await storeAlerts(ports.incidents, incident.id, anIncidentAlert());
    },
    /** Assessed, with one step that was executed. */
    async acted(): Promise<void> {
      const plan = aPlan();
      await this.open({
        status: 'responding',
        declaredAt: '2026-11-23T02:02:12.000Z',
        commander: 'ana',
        executionArn: await workflow.start(incident.id),
        assessment: anAssessment({ plan }),
      });
      await ports.incidents.putEvidence(incident.id, metricsEvidence([aReading()]));
      await ports.incidents.saveStep(
        aStepRecord({
          planHash: plan.hash,
          lock: {
            at: '2026-11-23T02:04:02.000Z',
            authority: { kind: 'approval', approvalId: 'apr_1', by: ['ana'] },
            fencingToken: 1,
            preState: {},
            undoReadiness: null,
          },
          result: { at: '2026-11-23T02:04:04.000Z', outcome: 'done', text: 'moved', postState: {} },
        }),
      );
    },
    async change(update: (incident: Incident) => Incident): Promise<void> {
      const found = await ports.incidents.readIncident(incident.id);
      if (found === null) throw new Error('There is no incident');
      await ports.incidents.saveIncident({ ...update(found), version: found.version + 1 });
    },
    /** What must be the same however often a use case had to run. */
    async state() {
      const record = await ports.incidents.readRecord(incident.id);
      return JSON.parse(
        JSON.stringify({
          ...record,
          lock: await ports.incidents.readOpenLock(incident.correlationKey),
          schedules: ports.schedules.list(),
          postmortem: await ports.documents.read(`postmortems/${incident.id}.md`),
          taskOutputs: [...workflow.taskOutputs()],
        }),
        // Versions count tries, tokens are sealed with a nonce, and some ids are drawn.
        (key, value: unknown) =>
          /^(version|encryptedToken)$/.test(key) || String(value).startsWith('tl_') ? undefined : value,
      ) as unknown;
    },
  };
}

export type UseCaseWorld = ReturnType<typeof useCaseWorld>;
