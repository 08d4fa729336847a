import type { CompiledRunbook } from '../../policy/policy.ts';
import type { GuardrailsPolicy } from '../../policy/schemas/guardrails-schema.ts';
import type { ServicePolicy } from '../../policy/schemas/services-schema.ts';
import type { Change, Evidence } from '../../records/evidence.ts';
import type { SeverityVerdict } from '../../records/severity.ts';
import type { Explanation } from '../../records/text/explanation.ts';
import type { EvidenceConditions } from '../../triage/conditions/evidence-conditions.ts';
import type { EarlierStep } from './earlier-steps.ts';
import type { PlannableAction } from './plannable-action.ts';
import type { Proposed } from './proposed.ts';

/** What a plan is made of. */
export interface PlanningInput {
  readonly runbooks: readonly CompiledRunbook[];
  readonly actions: readonly PlannableAction[];
  readonly service: ServicePolicy | null;
  /** What automation must leave alone, or ask for. */
  readonly protected: GuardrailsPolicy['protected'];
  readonly verdict: SeverityVerdict;
  readonly evidence: readonly Evidence[];
  /** How conditions see evidence. */
  readonly evidenceKinds: readonly EvidenceConditions[];
  readonly culprit: { readonly change: Change; readonly score: number } | null;
  /** What it looks like when no change is blamed; null when nothing tells. */
  readonly explanation: Explanation | null;
  /** The steps of the plans before, with what became of them. Left out: it is the first plan. */
  readonly earlier?: readonly EarlierStep[];
  /** What an agent proposed and a person asked for: it comes first. Left out: nothing. */
  readonly proposed?: Proposed;
}
