import type { ServicePolicy } from '../../policy/schemas/services-schema.ts';
import { readingsOf } from '../../records/evidence.ts';
import { type Expectation, stepsOfPlan } from '../../records/plan.ts';
import type { RecordedFacts } from '../../records/recorded-facts.ts';
import { metricLabel, metricValue, unitOf } from '../../triage/series/metric-labels.ts';
import { utcMinute } from '../../utc-minute.ts';
import { metricsAmong } from './latest-readings.ts';
import { isGood } from './usable-readings.ts';
import { watchExpectation } from './watch-expectation.ts';

/**
 * Why the newest readings do not show that it is over, for people: still bad, or not known. Null when they are good, or where the service has
 * no metric to judge by.
 */
export function whyNotOver(
  { incident, evidence }: Pick<RecordedFacts, 'incident' | 'evidence'>,
  service: Pick<ServicePolicy, 'metrics'> | null,
): string | null {
  const metrics = metricsAmong(evidence);
  const expectation = expectedFirst(incident) ?? watchExpectation(readingsOf(evidence));
  if (metrics === null && Object.keys(service?.metrics ?? {}).length > 0) {
    return 'No metric of the service could be read yet: whether it is over is not known';
  }
  if (metrics === null || expectation === null) return null;
  const { latest } = metrics;
  const at = latest?.at ?? metrics.gatheredAt;
  const { metric } = expectation;
  const value = (latest?.readings ?? metrics.readings).find(({ name }) => name === metric)?.current ?? null;
  const when = utcMinute(at);
  if (value === null)
    return `${metricLabel(metric)} could not be read at ${when}: whether it is over is not known`;
  return isGood({ value }, expectation)
    ? null
    : `${metricLabel(metric)} was ${shown(value, expectation)} at ${when}, the newest reading, and not ${expectation.comparison} ${shown(expectation.threshold, expectation)}`;
}

function expectedFirst({ assessment }: RecordedFacts['incident']): Expectation | null {
  return assessment === null ? null : (stepsOfPlan(assessment.plan)[0]?.expectation ?? null);
}

function shown(value: number, { metric }: Expectation): string {
  return metricValue(value, unitOf(metric));
}
