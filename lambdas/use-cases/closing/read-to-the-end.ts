import { findService } from '../../domain/policy/find-service.ts';
import type { CompiledPolicy } from '../../domain/policy/policy.ts';
import type { MetricsEvidence } from '../../domain/records/evidence.ts';
import type { Incident } from '../../domain/records/incident.ts';
import type { Clock } from '../../ports/clock.ts';
import type { MetricSeriesReader } from '../../ports/metric-series-reader.ts';
import type { IncidentStore } from '../../ports/stores/incident-store.ts';
import type { Timeouts } from '../../ports/timeouts.ts';
import { readableMetrics } from '../recovery/read-criteria-series.ts';
import { keepLook, readOrSayWhy } from '../recovery/read-while-deciding.ts';

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
  const from = Math.max(
    Date.parse(found.gatheredAt) - overlapMinutes * minuteMs,
    now.getTime() - mostMinutes * minuteMs,
  );
  const { series, missing = [] } = await readOrSayWhy(deps, {
    service,
    metrics,
    from: new Date(from),
    until: now,
  });
  // The next sweep tries again.
  if (series.length === 0) return;
  await incidents.putEvidence(incident.id, keepLook(found, series, missing, now));
}

function isDue({ closedAt }: Closed, { course }: MetricsEvidence, now: Date): boolean {
  const seen = Date.parse(course?.at ?? '1970-01-01');
  return [0, afterwardsMinutes].some((minutes) => {
    const at = Date.parse(closedAt) + minutes * minuteMs;
    return seen < at && now.getTime() >= at;
  });
}
