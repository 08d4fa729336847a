import { findService } from '../../domain/policy/find-service.ts';
import type { CompiledPolicy } from '../../domain/policy/policy.ts';
import { readingsOf } from '../../domain/records/evidence.ts';
import type { Step } from '../../domain/records/plan.ts';
import type { GuardCheck } from '../../domain/records/step-record.ts';
import { changesInPlace } from '../../domain/response/echoes/changes-in-place.ts';
import { evaluateGuardrails } from '../../domain/response/guardrails/evaluate-guardrails.ts';
import { guardedSeverities } from '../../domain/response/guardrails/guarded-severities.ts';
import { degradedMetrics } from '../../domain/triage/suspects/onset.ts';
import type { Clock } from '../../ports/clock.ts';
import type { IncidentOutline, IncidentStore } from '../../ports/stores/incident-store.ts';
import type { KillSwitchStore } from '../../ports/stores/kill-switch-store.ts';
import type { LeaseStore } from '../../ports/stores/lease-store.ts';
import { readJudgedSteps } from './read-judged-steps.ts';
import { readRecentActions } from './read-recent-actions.ts';

export interface JudgeStepDeps {
  readonly incidents: IncidentStore;
  readonly leases: LeaseStore;
  readonly killSwitches: KillSwitchStore;
  readonly policy: CompiledPolicy;
  readonly clock: Clock;
}

/**
 * Asks every guardrail about one step, by what policy and the record say at this moment. A verdict is good for its moment
 * only. `approvedAt`: when a person looked and approved it.
 */
export async function judgeStep(
  deps: JudgeStepDeps,
  record: Pick<IncidentOutline, 'incident' | 'steps' | 'evidence'>,
  step: Step,
  approvedAt: string | null = null,
): Promise<GuardCheck> {
  const { incident, evidence } = record;
  const now = deps.clock.now();
  const lease = await deps.leases.readLease(step.resource);
  const [killSwitches, recentActions, openDebts, metrics, judgedSteps] = await Promise.all([
    deps.killSwitches.readAll(),
    readRecentActions(deps.incidents, record, step, lease.started, now),
    deps.incidents.listOpenDebts(),
    deps.incidents.readEvidence(incident.id, 'metrics'),
    readJudgedSteps(deps.incidents, incident.service),
  ]);
  const gatheredAt = evidence.map((each) => each.gatheredAt).toSorted()[0] ?? null;
  const verdict = evaluateGuardrails({
    now,
    policy: deps.policy.guardrails,
    people: deps.policy.people,
    incidentId: incident.id,
    severities: guardedSeverities(incident),
    killSwitches,
    automationStoppedAt: incident.automationStoppedAt,
    step,
    service: findService(deps.policy, incident),
    evidenceGatheredAt: later(gatheredAt, approvedAt),
    recentActions,
    lease,
    judgedSteps,
    lockedToken: record.steps.find(({ index }) => index === step.index)?.lock?.fencingToken ?? null,
    changesInPlace: changesInPlace(openDebts, deps.policy.services),
    degradedMetrics: degradedMetrics(metrics === null ? [] : readingsOf([metrics])),
  });
  return { at: now.toISOString(), verdict };
}

/** Without evidence there is nothing to be fresh. */
function later(gatheredAt: string | null, approvedAt: string | null): string | null {
  if (gatheredAt === null || approvedAt === null) return gatheredAt;
  return gatheredAt > approvedAt ? gatheredAt : approvedAt;
}
