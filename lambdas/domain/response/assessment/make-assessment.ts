import { findService } from '../../policy/find-service.ts';
import type { CompiledPolicy } from '../../policy/policy.ts';
import type { ServicePolicy } from '../../policy/schemas/services-schema.ts';
import type { Alert } from '../../records/alert.ts';
import {
  type ChangesEvidence,
  type Evidence,
  readingsOf,
  type UnavailableEvidence,
} from '../../records/evidence.ts';
import type { Assessment } from '../../records/incident.ts';
import { stepsOfPlan } from '../../records/plan.ts';
import { impactPhrase } from '../../triage/blast-radius/affected-labels.ts';
import type { EvidenceConditions } from '../../triage/conditions/evidence-conditions.ts';
import { classifySeverity } from '../../triage/severity/classify-severity.ts';
import type { JudgedChange } from '../../triage/suspects/judged-changes.ts';
import { rankSuspects } from '../../triage/suspects/rank-suspects.ts';
import { serviceDistances } from '../../triage/suspects/service-distance.ts';
import type { EarlierStep } from '../planning/earlier-steps.ts';
import { makePlan } from '../planning/make-plan.ts';
import { lookCommands, type ManualResource, manualCommands } from '../planning/manual-commands.ts';
import { canRevert } from '../planning/plan-params.ts';
import type { PlannableAction } from '../planning/plannable-action.ts';
import type { Proposed } from '../planning/proposed.ts';
import { decideDisposition } from './decide-disposition.ts';
import { diagnose } from './diagnose.ts';

export interface AssessmentInput {
  readonly policy: CompiledPolicy;
  readonly actions: readonly PlannableAction[];
  readonly resourceKinds: readonly ManualResource[];
  /** Null when policy does not know the service; `serviceName` is what the incident calls it. */
  readonly service: ServicePolicy | null;
  readonly serviceName: string;
  readonly environment: string;
  readonly alerts: readonly Alert[];
  readonly evidence: readonly Evidence[];
  /** How conditions see evidence. */
  readonly evidenceKinds: readonly EvidenceConditions[];
  readonly unavailable: readonly UnavailableEvidence[];
  /** Other services that have an open incident now. */
  readonly degraded: readonly string[];
  /** The action of another incident that said it would cause what is bad here, in a sentence; null when there is none. */
  readonly announcedBy: string | null;
  /** How it went to take changes of earlier incidents of the service back. Left out: none was. */
  readonly judged?: readonly JudgedChange[];
  /** When the first alert says that it began. */
  readonly startedAt: Date;
  readonly now: Date;
  /** The steps of the plans before, where this is a new one. */
  readonly earlier?: readonly EarlierStep[];
  /** What an agent proposed and a person asked for. Left out: nothing. */
  readonly proposed?: Proposed | null;
}

/** Everything that triage concludes, from what it found: severity, suspects, plan, and what to do with it. */
export function makeAssessment(input: AssessmentInput): Assessment {
  const { policy, actions, service, serviceName, alerts, evidence, evidenceKinds, startedAt } = input;
  const { verdict } = classifySeverity(policy.severity, { alerts, service, evidence, evidenceKinds });
  const byEvidence = classifySeverity(policy.severity, { alerts: [], service, evidence, evidenceKinds });
  const readings = readingsOf(evidence);
  const changes = evidence.find((each) => 'changes' in each) ?? null;
  const logs = evidence.find((each) => each.status === 'available' && each.kind === 'logs') ?? null;
  const ranking = rankSuspects({
    distances: serviceDistances(policy.services, { id: serviceName, environment: input.environment }),
    changes: changes?.changes ?? [],
    changesUnread: whyUnread(changes, input.unavailable),
    readings,
    logs,
    degraded: input.degraded,
    alertsResolved: alerts.length > 0 && alerts.every(({ status }) => status === 'resolved'),
    ...(input.judged === undefined ? {} : { judged: input.judged }),
    canRevert: (change) => canRevert(actions, change, evidence),
    startedAt,
  });
  const { plan, advice, refused, notAdopted } = makePlan({
    ...(input.earlier === undefined ? {} : { earlier: input.earlier }),
    ...(input.proposed == null ? {} : { proposed: input.proposed }),
    runbooks: policy.runbooks,
    actions,
    service,
    protected: policy.guardrails.protected,
    verdict,
    evidence,
    evidenceKinds,
    culprit: ranking.culprit,
    explanation: ranking.explanation,
  });
  const blamed = ranking.culprit?.change ?? null;
  const decision = decideDisposition({
    alerts,
    readings,
    startedAt,
    symptom: verdict.symptom,
    plan,
    suspicion: ranking.reason,
    handledBy: input.degraded.find((id) => id === blamed?.service) ?? null,
    announcedBy: input.announcedBy,
  });
  const owner = blamed && findService(policy, { service: blamed.service, environment: input.environment });
  return {
    at: input.now.toISOString(),
    ...decision,
    reason: [
      decision.reason,
      ...(notAdopted === null ? [] : [`The step that was asked for is not in the plan: ${notAdopted}`]),
      ...(input.proposed == null || notAdopted !== null || decision.disposition !== 'watch'
        ? []
        : [
            'The step that was asked for is in the plan, and nobody is asked about it unless people resume it',
          ]),
      ...(stepsOfPlan(plan).length > 0 || refused.length === 0
        ? []
        : [`Not proposed again: ${refused.join('; ')}`]),
    ].join('. '),
    diagnosis: diagnose({ ranking, changes, unavailable: input.unavailable }),
    advice,
    manualCommands: [
      ...manualCommands(input.resourceKinds, blamed, (owner ?? service)?.region ?? null),
      ...lookCommands(input.resourceKinds, verdict.symptom, service),
    ],
    severity: verdict,
    severityByEvidence: byEvidence.verdict.severity,
    suspects: ranking.suspects,
    explanation: ranking.explanation,
    culprit: ranking.culprit?.change.id ?? null,
    unavailable: input.unavailable,
    plan,
    impact: impactPhrase(evidence.flatMap((each) => ('dimensions' in each ? each.dimensions : []))),
  };
}

/** Why not every change is known; null when all are. Without a service there is nothing to read them of. */
function whyUnread(
  changes: ChangesEvidence | null,
  unavailable: readonly UnavailableEvidence[],
): string | null {
  if (changes === null) {
    return unavailable.find(({ kind }) => kind === 'changes')?.reason ?? 'nobody read them';
  }
  const { missing = [] } = changes;
  return missing.length === 0 ? null : missing.map(({ source, reason }) => `${source}: ${reason}`).join('; ');
}
