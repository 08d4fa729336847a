import { inLocation } from '../../locations/location-of.ts';
import { isSeries } from '../../policy/metric-source.ts';
import type { CompiledRunbookStep } from '../../policy/policy.ts';
import { protectionsOf } from '../../policy/protections-of.ts';
import type { NamedResource, ResourceName } from '../../policy/schemas/resource-schema.ts';
import type { ServicePolicy } from '../../policy/schemas/services-schema.ts';
import { type Baseline, type Change, type MetricReading, readingsOf } from '../../records/evidence.ts';
import type { Expectation, Step } from '../../records/plan.ts';
import type { Resource } from '../../records/resource.ts';
import { unitOf } from '../../triage/series/metric-labels.ts';
import { leastSlack, usualLimit } from '../recovery/usual-limit.ts';
import { planParams } from './plan-params.ts';
import type { PlannableAction } from './plannable-action.ts';
import type { PlanningInput } from './planning-input.ts';
import { resourcesMeant } from './resources-meant.ts';

/** A step whose place in the plan is not known yet. */
export type StepDraft = Omit<Step, 'index'>;

/** A runbook step with its parameters filled in from policy and evidence, or why it cannot be proposed. */
export function draftStep(step: CompiledRunbookStep, input: PlanningInput): StepDraft | string {
  const { actions, service, culprit } = input;
  const action = actions.find(({ kind }) => kind === step.action);
  if (action === undefined) return 'no such action is registered';
  if (service === null) return 'policy does not know the service';
  const change = step.target === 'suspect' ? (culprit?.change ?? null) : null;
  const target =
    step.target === 'suspect' ? targetToRevert(action, change, service) : resourceNamed(service, step.target);
  return typeof target === 'string' ? target : draftOn({ action, target, change, service }, step, input);
}

/** What is done to what, for which change if it reverts one. */
export interface DraftedAction {
  readonly action: PlannableAction;
  readonly target: Resource;
  readonly change: Change | null;
  readonly service: ServicePolicy;
}

/** The same for an action whose target is known. */
export function draftOn(
  { action, target, change, service }: DraftedAction,
  step: Pick<CompiledRunbookStep, 'expectation' | 'guardMetrics' | 'reason' | 'place'>,
  { evidence, protected: protections }: Pick<PlanningInput, 'evidence' | 'protected'>,
): StepDraft | string {
  const [protection] = protectionsOf(protections, target.key);
  if (protection?.rule === 'never') return `${target.key} is protected: ${protection.reason}`;
  const params = planParams(action, { target, change, evidence });
  if (typeof params === 'string') return params;
  const readings = readingsOf(evidence);
  const expectation = expectationOf(step, action, readings);
  if (typeof expectation === 'string') return expectation;
  const judgedBy = service.metrics[expectation.metric];
  if (judgedBy === undefined) {
    return `its success could not be verified: ${service.id} has no metric ${expectation.metric}`;
  }
  if (!isSeries(judgedBy)) {
    return `its success could not be verified: only the current value of ${expectation.metric} can be read`;
  }
  const irreversible = action.irreversibleFor?.(params) ?? action.irreversibleBecause ?? null;
  return {
    phase: action.phase,
    action: action.kind,
    params,
    resource: target.key,
    risk: irreversible === null ? action.risk : 'irreversible',
    summary: `${action.summary(params)}${inLocation(target.location)}`,
    ...(change === null ? {} : { changeId: change.id }),
    reason: step.reason,
    undo: irreversible ?? action.undoSummary?.(params) ?? 'it cannot be taken back',
    expectation,
    guardMetrics: step.guardMetrics ?? action.guardMetrics,
    ...whileInPlace(action, params, target, service),
    runbook: step.place,
  };
}

/** What holds as long as it is not restored: nothing is named where the action says nothing. */
function whileInPlace(
  action: PlannableAction,
  params: Readonly<Record<string, unknown>>,
  target: Resource,
  { resources }: ServicePolicy,
): Pick<Step, 'expiresAfterSeconds' | 'peopleNeeded' | 'capacityPercent' | 'addsUnits'> {
  const { expiresAfterSeconds, peopleNeeded } = action;
  const capacityPercent = action.capacityPercent?.(params);
  const addsUnits = action.addsUnits?.(params);
  // Of several queues that a service works on, one is stopped.
  const alike = resources.filter(({ kind }) => kind === target.kind).length;
  return {
    ...(expiresAfterSeconds === undefined ? {} : { expiresAfterSeconds }),
    ...(peopleNeeded === undefined ? {} : { peopleNeeded }),
    ...(capacityPercent === undefined
      ? {}
      : { capacityPercent: Math.round(capacityPercent / Math.max(1, alike)) }),
    ...(addsUnits === undefined ? {} : { addsUnits }),
  };
}

/** What another service owns is for that service's incident: its people, its metrics, its guardrails. */
export function targetToRevert(
  { reverts = [] }: PlannableAction,
  change: Change | null,
  { id, resources }: ServicePolicy,
): Resource | string {
  if (change === null) return 'no change stands out as the cause';
  if (!reverts.includes(change.kind)) return `it does not revert "${change.summary}"`;
  return resources.some(({ key }) => key === change.resource.key)
    ? (resources.find(({ key }) => key === change.resource.key) ?? change.resource)
    : `${change.resource.key} is not a resource of ${id}`;
}

function resourceNamed(
  { id, resources }: ServicePolicy,
  wanted: ResourceName | NamedResource,
): Resource | string {
  const [found] = resourcesMeant(resources, wanted);
  return found ?? `${id} has no ${wanted.kind} ${wanted.name}`;
}

/** The action's own expectation with the runbook's overrides; a multiple of the baseline needs that baseline. */
function expectationOf(
  { expectation: overrides }: Pick<CompiledRunbookStep, 'expectation'>,
  { expects }: PlannableAction,
  readings: readonly MetricReading[],
): Expectation | string {
  const metric = overrides.metric ?? expects.metric;
  const comparison = overrides.comparison ?? expects.comparison;
  const reading = readings.find(({ name }) => name === metric);
  const baseline = reading?.baseline ?? null;
  const { timesBaseline: times } = overrides;
  if (times !== undefined && baseline === null) {
    return `its success could not be judged: ${metric} has no baseline`;
  }
  return {
    metric,
    comparison,
    threshold:
      times === undefined || baseline === null
        ? (overrides.threshold ?? promisedThreshold(expects, reading))
        : timesOf(baseline, times, { metric, comparison }),
    settleSeconds: overrides.settleSeconds ?? expects.settleSeconds,
    withinSeconds: overrides.withinSeconds ?? expects.withinSeconds,
    goodReadings: overrides.goodReadings ?? expects.goodReadings,
  };
}

/** One that usual readings keep, too, unless the incident itself would. */
function promisedThreshold(
  { metric, comparison, threshold, orUsual }: PlannableAction['expects'],
  reading: MetricReading | undefined,
): number {
  const { name, baseline = null, current = null } = reading ?? {};
  if (orUsual !== true || comparison !== 'below' || name !== metric) return threshold;
  if (baseline === null || current === null) return threshold;
  const usual = usualLimit(baseline, { share: 0, slack: 0 });
  return usual < current ? Math.max(threshold, usual) : threshold;
}

/** That many times the baseline. What is usual keeps the promise, also where the baseline is next to nothing. */
function timesOf(
  baseline: Baseline,
  times: number,
  { metric, comparison }: Pick<Expectation, 'metric' | 'comparison'>,
): number {
  const threshold = rounded(times * baseline.median);
  return comparison === 'below'
    ? Math.max(threshold, usualLimit(baseline, { share: 0, slack: leastSlack[unitOf(metric)] }))
    : threshold;
}

/** Four significant digits are enough for a threshold that people read. */
function rounded(value: number): number {
  return Number(value.toPrecision(4));
}
