import type { Alert } from '../../records/alert.ts';
import type { MetricReading } from '../../records/evidence.ts';
import type { Disposition } from '../../records/incident.ts';
import { type Plan, type Step, stepsBeforeRecovery } from '../../records/plan.ts';
import type { Symptom } from '../../records/severity.ts';
import { showsCalm } from '../../triage/suspects/onset.ts';
import { isGood } from '../recovery/usable-readings.ts';

export interface DispositionInput {
  readonly alerts: readonly Alert[];
  readonly readings: readonly MetricReading[];
  readonly startedAt: Date;
  readonly symptom: Symptom;
  readonly plan: Plan;
  /** Why a change is or is not blamed. */
  readonly suspicion: string;
  /** The service that owns what is blamed, if that is another one with an incident of its own; else null. */
  readonly handledBy: string | null;
  /** The action of another incident that said it would cause what is bad, in a sentence; else null. */
  readonly announcedBy: string | null;
}

/** Symptoms that the usual metrics show; calm metrics say nothing about a leak or damaged data. */
const measurable: readonly Symptom[] = ['availability', 'performance', 'dlq', 'unknown'];

/** What the step is to improve is bad still, so that a resolve without it is no recovery. */
function isMissed({ expectation }: Step, readings: readonly MetricReading[]): boolean {
  const value = readings.find(({ name }) => name === expectation.metric)?.current ?? null;
  return value !== null && !isGood({ value }, expectation);
}

/** Whether to execute the plan, only to watch, or to leave it to people; with the reason for them. */
export function decideDisposition(input: DispositionInput): {
  readonly disposition: Disposition;
  readonly reason: string;
} {
  const { alerts, readings, startedAt, symptom, plan, suspicion, handledBy, announcedBy } = input;
  const isMeasured = measurable.includes(symptom) && readings.some(({ current }) => current !== null);
  const areResolved = alerts.length > 0 && alerts.every(({ status }) => status === 'resolved');
  if (isMeasured && areResolved && !stepsBeforeRecovery(plan).some((step) => isMissed(step, readings))) {
    return { disposition: 'watch', reason: 'Every alert resolved before anything was done' };
  }
  if (isMeasured && readings.every((reading) => showsCalm(reading, startedAt))) {
    return { disposition: 'watch', reason: 'Every metric is at its baseline' };
  }
  if (isMeasured && announcedBy !== null) return { disposition: 'watch', reason: announcedBy };
  if (stepsBeforeRecovery(plan).length > 0) return { disposition: 'act', reason: suspicion };
  if (isMeasured && handledBy !== null) {
    return { disposition: 'watch', reason: `${suspicion}; the incident of ${handledBy} deals with it` };
  }
  return { disposition: 'hand-over', reason: `${suspicion}; no step applies` };
}
