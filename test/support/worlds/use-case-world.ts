import type { DataPoint } from '../../../lambdas/domain/records/evidence.ts';
import type { Incident } from '../../../lambdas/domain/records/incident.ts';
import type { MetricSeriesReader } from '../../../lambdas/ports/metric-series-reader.ts';
import type { EvidenceReader } from '../../../lambdas/ports/plug-ins/evidence-reader.ts';
import { readMarkdown } from '../../../lambdas/use-cases/postmortem/read-document.ts';
import { createManualClock } from '../../../local/rehearsal/memory/manual-clock.ts';
import { createMemoryPorts, handlerDeps } from '../../../local/rehearsal/memory-ports.ts';
import {
  anAction,
  anAssessment,
  aPlan,
  aReading,
  aService,
  metricsEvidence,
  minutes,
} from '../builders/builders.ts';
import { changeIncident } from '../builders/change-incident.ts';
import { aPolicy } from '../builders/policy/a-policy.ts';
import { anIncident, anIncidentAlert, aStepRecord } from '../builders/records.ts';
import { storeAlerts } from '../builders/stored-alerts.ts';
import type { Faults } from '../faults/faults.ts';
import { throughFaults } from '../faults/through-faults.ts';

/** One incident in memory with everything that a use case of the workflow needs. What it holds outlives a "process". */
export function useCaseWorld() {
  let points: readonly DataPoint[] = [];
  const ports = {
    ...createMemoryPorts(createManualClock('2026-11-23T02:04:04.000Z'), aPolicy({ services: [aService()] })),
    series: {
      readSeries: async ({ metrics }) => ({
        metricsRequested: metrics.length,
        series: metrics.map((name) => ({ name, unit: 'percent', periodSeconds: 60, points, query: 'q' })),
      }),
    } satisfies MetricSeriesReader,
    reader: { kind: 'metrics', read: async () => metricsEvidence() } satisfies EvidenceReader,
  };
  const over = (each: typeof ports) => ({
    ...handlerDeps(each),
    series: each.series,
    actions: [anAction()],
  });
  const incident = anIncident();

  return {
    ...over(ports),
    incidentId: incident.id,
    through: (faults: Faults, policy = ports.policy) => over(throughFaults(faults, { ...ports, policy })),
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
        executionArn: await ports.workflow.start(incident.id),
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
    change: (update: (incident: Incident) => Incident) =>
      changeIncident(ports.incidents, incident.id, update),
    /** What must be the same however often a use case had to run. */
    async state() {
      const record = await ports.incidents.readRecord(incident.id);
      return JSON.parse(
        JSON.stringify({
          ...record,
          lock: await ports.incidents.readOpenLock(incident.correlationKey),
          schedules: ports.schedules.list(),
          postmortem: await readMarkdown(ports.documents, record?.incident.postmortem ?? null),
          taskOutputs: [...ports.workflow.taskOutputs()],
        }),
        // Versions count tries, tokens are sealed with a nonce, and some ids are drawn.
        (key, value: unknown) =>
          /^(version|encryptedToken)$/.test(key) || String(value).startsWith('tl_') ? undefined : value,
      ) as unknown;
    },
  };
}

export type UseCaseWorld = ReturnType<typeof useCaseWorld>;
