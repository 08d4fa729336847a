import { deterministicUlid } from '../../domain/correlation/deterministic-ulid.ts';
import { NotFoundError } from '../../domain/errors.ts';
import { findService } from '../../domain/policy/find-service.ts';
import type { CompiledPolicy } from '../../domain/policy/policy.ts';
import type { Incident } from '../../domain/records/incident.ts';
import type { Relapse } from '../../domain/records/relapse/relapse.ts';
import { metricsBeside } from '../../domain/response/recovery/criteria/success-criteria.ts';
import { leastTraffic } from '../../domain/response/recovery/least-traffic.ts';
import { judgeRelapse, relapseExpectation } from '../../domain/response/relapse/judge-relapse.ts';
import {
  type RelapseCheckHours,
  type RelapseFinding,
  relapseEntry,
  relapseEntryId,
} from '../../domain/response/relapse/relapse-check.ts';
import type { AlertQueue } from '../../ports/alert-queue.ts';
import type { Clock } from '../../ports/clock.ts';
import type { MetricSeriesReader } from '../../ports/metric-series-reader.ts';
import type { Schedules } from '../../ports/schedules.ts';
import type { IncidentRecord, IncidentStore } from '../../ports/stores/incident-store.ts';
import {
  pointsByName,
  readableMetrics,
  readBeside,
  readOrNothing,
} from '../recovery/read-criteria-series.ts';
import { removeRelapseChecks } from './schedule-relapse-checks.ts';

export interface CheckRelapseDeps {
  readonly incidents: IncidentStore;
  readonly schedules: Schedules;
  readonly series: MetricSeriesReader;
  readonly queue: AlertQueue;
  readonly policy: CompiledPolicy;
  readonly clock: Clock;
}

type Closed = Extract<Incident, { status: 'closed' }>;

/** So many periods are read. */
const periods = 15;
/** Incidents of the service among which one is looked for that was opened since. */
const lookedAt = 25;

/**
 * Looks, some time after closing, whether the criteria by which it recovered still hold, and notes it on the incident. A relapse is queued as
 * an alert of the same key: it opens an incident that is linked with this one, or joins the one that an alert has opened. Metrics that are
 * missing are no relapse. May be repeated.
 */
export async function checkRelapse(
  deps: CheckRelapseDeps,
  { incidentId, hours }: { readonly incidentId: string; readonly hours: RelapseCheckHours },
): Promise<void> {
  const record = await deps.incidents.readRecord(incidentId);
  if (record === null) throw new NotFoundError(`There is no incident ${incidentId}`);
  const { incident, entries } = record;
  const now = deps.clock.now();
  if (incident.status !== 'closed' || entries.some(({ id }) => id === relapseEntryId(hours))) return;
  const finding = (await cameBackAs(deps, incident)) ?? (await look(deps, record, now));
  if (finding.state === 'relapsed') await reopen(deps, incident, hours, finding, now);
  await deps.incidents.appendEntry(incidentId, relapseEntry(hours, finding, now));
  if (finding.state === 'relapsed' || finding.state === 'came-back') {
    await removeRelapseChecks(deps.schedules, incidentId);
  }
}

async function cameBackAs(
  { incidents }: CheckRelapseDeps,
  { id, service }: Closed,
): Promise<RelapseFinding | null> {
  const { incidents: later } = await incidents.listIncidents({ status: 'all', service, limit: lookedAt });
  const next = later.find(({ reopens }) => reopens === id);
  return next === undefined ? null : { state: 'came-back', reason: next.id };
}

async function look(
  { policy, series: reader }: CheckRelapseDeps,
  record: IncidentRecord,
  now: Date,
): Promise<RelapseFinding> {
  const service = findService(policy, record.incident);
  const expectation = relapseExpectation(record);
  if (service === null || expectation === null) {
    return { state: 'unknown', reason: 'no metric shows it' };
  }
  const periodSeconds = service.metrics[expectation.metric]?.periodSeconds ?? 60;
  const since = new Date(now.getTime() - periods * periodSeconds * 1000);
  const span = { from: since, until: now };
  const metrics = readableMetrics(service, [...new Set([expectation.metric, 'traffic' as const])]);
  const { series } = await readOrNothing(() => reader.readSeries({ service, metrics, ...span }), true);
  const others = readableMetrics(service, metricsBeside(service, expectation.metric));
  const beside = await readBeside(reader, service, others, span);
  return judgeRelapse(service, record, {
    expectation,
    guards: [],
    series: pointsByName([...beside, ...series]),
    leastTraffic: leastTraffic(record.evidence, policy.guardrails.recovery),
    periodSeconds,
    since,
    settledAt: since,
    // Whatever they show, they are judged now.
    deadlineAt: since,
    now,
  });
}

async function reopen(
  { queue }: CheckRelapseDeps,
  incident: Closed,
  hours: RelapseCheckHours,
  { reason }: RelapseFinding,
  now: Date,
): Promise<void> {
  const { id: of, correlationKey, service, environment, severity, sensitive, closedAt } = incident;
  const id = `dlv_${deterministicUlid(closedAt, `${of} relapse ${hours}h`, correlationKey)}`;
  const at = now.toISOString();
  const relapse: Relapse = {
    id,
    at,
    of,
    title: incident.title,
    description: `It is back ${hours} h after ${of} was closed: ${reason}`,
    correlationKey,
    service,
    environment,
    severity,
    sensitive,
  };
  await queue.send({ id, source: 'relapse', receivedAt: at, headers: {}, body: JSON.stringify(relapse) });
}
