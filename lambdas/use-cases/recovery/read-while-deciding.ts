import { FirebreakError } from '../../domain/errors.ts';
import { failureReason } from '../../domain/failure-reason.ts';
import { findService } from '../../domain/policy/find-service.ts';
import type { CompiledPolicy } from '../../domain/policy/policy.ts';
import type { MetricName, MetricsEvidence, MissingMetric } from '../../domain/records/evidence.ts';
import type { Incident } from '../../domain/records/incident.ts';
import { latestReadings, lookMinutes } from '../../domain/response/recovery/latest-readings.ts';
import {
  isLookWhileDecidingDue,
  metricsWhileDeciding,
} from '../../domain/response/recovery/look-while-deciding.ts';
import { joinCourse } from '../../domain/triage/series/metrics-course.ts';
import { freshEvidence } from '../../domain/triage/severity/fresh-evidence.ts';
import type { MetricSeriesReader, SeriesQuery, SeriesResult } from '../../ports/metric-series-reader.ts';
import type { IncidentOutline } from '../../ports/stores/incident-store.ts';
import type { Timeouts } from '../../ports/timeouts.ts';
import { raiseForSeries } from '../severity/raise-for-series.ts';
import type { RaiseSeverityDeps } from '../severity/raise-severity.ts';

export interface ReadWhileDecidingDeps extends RaiseSeverityDeps {
  readonly policy: CompiledPolicy;
  readonly series: MetricSeriesReader;
  readonly timeouts: Timeouts;
}

/** Other incidents wait for the same sweep. */
const readerSeconds = 5;

/**
 * Reads the metrics again while people decide, keeps them beside what triage found, and raises the severity if they are worse. What cannot
 * be read is kept as such: nobody takes an old reading for a new one.
 */
export async function readWhileDeciding(
  deps: ReadWhileDecidingDeps,
  outline: IncidentOutline,
): Promise<void> {
  const { incidents, policy, clock } = deps;
  const { incident } = outline;
  const wait = waitOf(incident);
  const service = findService(policy, incident);
  if (wait === null || service === null) return;
  if (!outline.evidence.some(({ kind }) => kind === 'metrics')) return;
  const found = await incidents.readEvidence(incident.id, 'metrics');
  if (found === null || !('readings' in found)) return;
  const now = clock.now();
  const metrics = metricsWhileDeciding({ incident, stepIndex: wait.stepIndex }, found, service);
  const look = { service, metrics, since: wait.since, now };
  if (metrics.length === 0 || !isLookWhileDecidingDue(outline, found, look, policy.correlation.flapping))
    return;
  const from = new Date(now.getTime() - lookMinutes * 60_000);
  const { series, missing = [] } = await readOrSayWhy(deps, { service, metrics, from, until: now });
  await incidents.putEvidence(incident.id, keepLook(found, series, missing, now));
  // The whole record is large: only where there is something to judge by.
  const record =
    freshEvidence([found], series, now) === null ? null : await incidents.readRecord(incident.id);
  if (record !== null) await raiseForSeries(deps, record, series);
}

/** What was found, with a look that was taken later. */
export function keepLook(
  found: MetricsEvidence,
  series: SeriesResult['series'],
  missing: readonly MissingMetric[],
  now: Date,
): MetricsEvidence {
  return {
    ...found,
    latest: latestReadings(series, missing, now),
    course: joinCourse(found.course, series, now),
  };
}

/** Since when people decide, and on which step; null when they do not. */
function waitOf(incident: Incident): { readonly since: string; readonly stepIndex: number | null } | null {
  if (incident.status === 'handed-over') return { since: incident.since, stepIndex: null };
  if (incident.status !== 'awaiting-approval') return null;
  return { since: incident.updatedAt, stepIndex: incident.stepIndex };
}

/** What cannot be read is named; nothing is thrown for it. */
export async function readOrSayWhy(
  { series, timeouts }: Pick<ReadWhileDecidingDeps, 'series' | 'timeouts'>,
  query: SeriesQuery,
): Promise<Pick<SeriesResult, 'series' | 'missing'>> {
  try {
    return await timeouts.limit(readerSeconds, (signal) => series.readSeries({ ...query, signal }));
  } catch (error) {
    if (!(error instanceof FirebreakError)) throw error;
    const reason = failureReason(error);
    return { series: [], missing: query.metrics.map((name: MetricName) => ({ name, reason })) };
  }
}
