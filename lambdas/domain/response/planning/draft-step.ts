import { isSeries } from '../../policy/metric-source.ts';
import type { CompiledRunbookStep } from '../../policy/policy.ts';
import type { ServicePolicy } from '../../policy/services-schema.ts';
import type { MetricReading } from '../../records/evidence.ts';
import type { Expectation, Step } from '../../records/plan.ts';
import type { Resource } from '../../records/resource.ts';
import { parseParams } from './parse-params.ts';
import type { PlanInput, PlannableAction } from './plannable-action.ts';
import type { PlanningInput } from './planning-input.ts';

/** A runbook step with its parameters filled in from policy and evidence, or why it cannot be proposed. */
export function draftStep(
  step: CompiledRunbookStep,
  { actions, service, evidence, culprit }: PlanningInput,
): Omit<Step, 'index'> | string {
  const action = actions.find(({ kind }) => kind === step.action);
  if (action === undefined) return 'no such action is registered';
  if (service === null) return 'policy does not know the service';
  const isSuspect = step.target === 'suspect';
  const target = isSuspect ? targetOfSuspect(action, culprit) : targetOfFlag(service, step.target.flag);
  if (typeof target === 'string') return target;
  const change = isSuspect && culprit !== null ? culprit.change : null;
  const params = planned(action, { target, change, evidence });
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
    ...(change === null ? {} : { changeId: change.id }),
    reason: step.reason,
    undo: action.undoSummary?.(params) ?? action.irreversibleBecause ?? 'it cannot be taken back',
    expectation,
    guardMetrics: step.guardMetrics ?? action.guardMetrics,
    runbook: step.place,
  };
}

type PlainJson = Readonly<Record<string, unknown>>;

function targetOfSuspect(action: PlannableAction, culprit: PlanningInput['culprit']): Resource | string {
  if (culprit === null) return 'no change stands out as the cause';
  const { resource, revert, summary } = culprit.change;
  if (revert === null) return `nothing registered reverts "${summary}"`;
  return revert.action === action.kind
    ? { kind: action.target.kind, key: resource, id: texts(revert.params) }
    : `"${summary}" is reverted by ${revert.action}`;
}

function targetOfFlag({ id, flags }: ServicePolicy, name: string): Resource | string {
  const found = flags.find(({ appConfig }) => appConfig.flag === name);
  if (found === undefined) return `${id} has no flag ${name}`;
  const { application, environment, profile, flag } = found.appConfig;
  const key = `appconfig-flag:${application}:${environment}:${profile}:${flag}`;
  return { kind: 'appconfig-flag', key, id: found.appConfig };
}

function texts(params: PlainJson): Readonly<Record<string, string>> {
  return Object.fromEntries(Object.entries(params).map(([name, value]) => [name, String(value)]));
}

function planned(action: PlannableAction, input: PlanInput): PlainJson | string {
  try {
    const plan = action.plan(input);
    return plan.ok ? parseParams(action, plan.params) : plan.reason;
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
