import { isSeries } from '../../policy/metric-source.ts';
import type { CompiledRunbookStep } from '../../policy/policy.ts';
import type { ServicePolicy } from '../../policy/services-schema.ts';
import type { MetricReading } from '../../records/evidence.ts';
import type { Expectation, Step } from '../../records/plan.ts';
import type { PlannableAction } from './plannable-action.ts';
import type { PlanningInput } from './planning-input.ts';

/** A runbook step with its parameters filled in from policy and evidence, or why it cannot be proposed. */
export function draftStep(
  step: CompiledRunbookStep,
  { actions, service, evidence, culprit }: PlanningInput,
): Omit<Step, 'index'> | string {
  const action = actions.find(({ kind }) => kind === step.action);
  if (action === undefined) return 'no such action is registered';
  if (service === null) return 'policy does not know the service';
  const wanted =
    step.target === 'suspect' ? paramsOfSuspect(action, culprit) : paramsOfFlag(service, step.target.flag);
  if (typeof wanted === 'string') return wanted;
  const params = parsed(action, wanted);
  if (typeof params === 'string') return params;
  const readings = evidence.flatMap((each) => ('readings' in each ? each.readings : []));
  const expectation = expectationOf(step, action, readings);
  if (typeof expectation === 'string') return expectation;
  const judgedBy = service.metrics[expectation.metric];
  if (judgedBy === undefined) {
    return `its success could not be verified: ${service.id} has no metric ${expectation.metric}`;
  }
  if (!isSeries(judgedBy)) {
    return `its success could not be verified: of ${expectation.metric} only the current value can be read`;
  }
  return {
    phase: action.phase,
    action: action.kind,
    params,
    resource: action.resource(params),
    risk: action.risk,
    summary: action.summary(params),
    reason: step.reason,
    undo: action.undoSummary(params),
    expectation,
    guardMetrics: step.guardMetrics ?? action.guardMetrics,
    runbook: step.place,
  };
}

function paramsOfSuspect(action: PlannableAction, culprit: PlanningInput['culprit']): unknown {
  if (culprit === null) return 'no change stands out as the cause';
  const { revert, summary } = culprit.change;
  if (revert === null) return `nothing registered reverts "${summary}"`;
  return revert.action === action.kind ? revert.params : `"${summary}" is reverted by ${revert.action}`;
}

function paramsOfFlag({ id, flags }: ServicePolicy, name: string): unknown {
  const found = flags.find(({ appConfig }) => appConfig.flag === name);
  return found?.appConfig ?? `${id} has no flag ${name}`;
}

function parsed(action: PlannableAction, params: unknown): Readonly<Record<string, unknown>> | string {
  try {
    return action.parseParams(params);
  } catch (error) {
    return `its parameters are not valid: ${error instanceof Error ? error.message : String(error)}`;
  }
}

/** The action's own expectation with the runbook's overrides; a multiple of the baseline needs that baseline. */
function expectationOf(
  { expectation: overrides }: CompiledRunbookStep,
  { expects }: PlannableAction,
  readings: readonly MetricReading[],
): Expectation | string {
  const metric = overrides.metric ?? expects.metric;
  const baseline = readings.find(({ name }) => name === metric)?.baseline?.median;
  if (overrides.timesBaseline !== undefined && baseline === undefined) {
    return `its success could not be judged: ${metric} has no baseline`;
  }
  return {
    metric,
    comparison: overrides.comparison ?? expects.comparison,
    threshold:
      overrides.timesBaseline === undefined
        ? (overrides.threshold ?? expects.threshold)
        : rounded(overrides.timesBaseline * (baseline ?? 0)),
    settleSeconds: overrides.settleSeconds ?? expects.settleSeconds,
    withinSeconds: overrides.withinSeconds ?? expects.withinSeconds,
    goodReadings: overrides.goodReadings ?? expects.goodReadings,
  };
}

/** Four significant digits are enough for a threshold that people read. */
function rounded(value: number): number {
  return Number(value.toPrecision(4));
}
