import { FirebreakError } from '../../domain/errors.ts';
import { findService } from '../../domain/policy/find-service.ts';
import type { CompiledPolicy } from '../../domain/policy/policy.ts';
import type { MetricsEvidence } from '../../domain/records/evidence.ts';
import type { Incident } from '../../domain/records/incident.ts';
import { latestReadings, lookMinutes } from '../../domain/response/recovery/latest-readings.ts';
import type { MetricSeries } from '../../domain/triage/series/assess-series.ts';
import { joinCourse } from '../../domain/triage/series/metrics-course.ts';
import type { Clock } from '../../ports/clock.ts';
import type { MetricSeriesReader, SeriesResult } from '../../ports/metric-series-reader.ts';
import type { IncidentStore } from '../../ports/stores/incident-store.ts';
import type { Timeouts } from '../../ports/timeouts.ts';
import { readableMetrics } from '../recovery/read-criteria-series.ts';

export interface ReadToTheEndDeps {
  readonly incidents: IncidentStore;
  readonly policy: CompiledPolicy;
  readonly series: MetricSeriesReader;
  readonly timeouts: Timeouts;
  readonly clock: Clock;
}

type Closed = Extract<Incident, { status: 'closed' }>;

const minuteMs = 60_000;
/** Read at once, and again so long after the end: by then it shows that it lasts. */
const afterwardsMinutes = 10;
/** What could not be read by then is not read any more. */
const giveUpMinutes = 30;
/** Of a long incident its last hours. */
const mostMinutes = 8 * 60;
/** What was the newest at triage was not complete yet. */
const overlapMinutes = 5;
/** Other incidents wait for the same sweep. */
const readerSeconds = 5;

/** Reads the metrics of a closed incident from triage until after its end, so that its charts have no hole. Twice at most. */
export async function readToTheEnd(deps: ReadToTheEndDeps, incident: Incident): Promise<void> {
  const { incidents, policy, clock } = deps;
  if (incident.status !== 'closed') return;
  const now = clock.now();
  if (now.getTime() - Date.parse(incident.closedAt) > giveUpMinutes * minuteMs) return;
  const service = findService(policy, incident);
  const found = service === null ? null : await incidents.readEvidence(incident.id, 'metrics');
  if (service === null || found === null || !('readings' in found) || !isDue(incident, found, now)) return;
  const metrics = readableMetrics(
    service,
    found.readings.map(({ name }) => name),
  );
  if (metrics.length === 0) return;
  const from = Math.max(
    Date.parse(found.gatheredAt) - overlapMinutes * minuteMs,
    now.getTime() - mostMinutes * minuteMs,
  );
  const read = await readOrNull(deps, { service, metrics, from: new Date(from), until: now });
  // The next sweep tries again.
  if (read === null) return;
  await incidents.putEvidence(incident.id, {
    ...found,
    latest: latestReadings(read.series.map(newestOf(now)), read.missing ?? [], now),
    course: joinCourse(found.course, read.series, now),
  });
}

function isDue({ closedAt }: Closed, { course }: MetricsEvidence, now: Date): boolean {
  const ended = Date.parse(closedAt);
  const seen = course === undefined ? Number.NEGATIVE_INFINITY : Date.parse(course.at);
  const afterwards = ended + afterwardsMinutes * minuteMs;
  return seen < ended || (seen < afterwards && now.getTime() >= afterwards);
}

function newestOf(now: Date) {
  const from = now.getTime() - lookMinutes * minuteMs;
  return (each: MetricSeries): MetricSeries => ({
    ...each,
    points: each.points.filter(({ at }) => Date.parse(at) >= from),
  });
}

async function readOrNull(
  { series, timeouts }: ReadToTheEndDeps,
  query: Parameters<MetricSeriesReader['readSeries']>[0],
): Promise<SeriesResult | null> {
  try {
    return await timeouts.limit(readerSeconds, (signal) => series.readSeries({ ...query, signal }));
  } catch (error) {
    if (error instanceof FirebreakError) return null;
    throw error;
  }
}
