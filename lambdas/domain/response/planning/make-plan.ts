import { type ConditionContext, evaluateCondition } from '../../policy/conditions/conditions.ts';
import { fillSentence } from '../../policy/conditions/fill-sentence.ts';
import type { CompiledRunbook } from '../../policy/policy.ts';
import type { Plan } from '../../records/plan.ts';
import type { SeverityVerdict } from '../../records/severity.ts';
import {
  evidenceContext,
  serviceContext,
  suspectContext,
} from '../../triage/conditions/condition-context.ts';
import { draftProposal } from './draft-proposal.ts';
import { draftStep, type StepDraft } from './draft-step.ts';
import { isSameProposal } from './earlier-steps.ts';
import { planHash } from './plan-hash.ts';
import type { PlanningInput } from './planning-input.ts';

export const mostSteps = 10;

export interface Planning {
  readonly plan: Plan;
  /** What a person should look at, from every runbook that fits. */
  readonly advice: readonly string[];
  /** Why a step of a fitting runbook is not in the plan. */
  readonly leftOut: readonly string[];
  /** What would have been proposed and is not, since people rejected it or it was tried: `Roll back …: ana rejected it`. */
  readonly refused: readonly string[];
  /** Why what a person asked for is not in the plan; null when it is, or nothing was asked for. */
  readonly notAdopted: string | null;
}

/** What was asked for, then the steps of every runbook that fits the symptom, in order, what restores last, each once; never one that is not a registered action. */
export function makePlan(input: PlanningInput): Planning {
  const context = contextOf(input);
  const fitting = input.runbooks.filter((runbook) => fits(runbook, input.verdict, context));
  const drafts: StepDraft[] = [];
  const leftOut: string[] = [];
  const refused: string[] = [];
  const add = (draft: StepDraft): string | null => {
    const because = whyRefused(draft, input);
    if (because !== null) refused.push(`${draft.summary}: ${because}`);
    else if (!drafts.some((other) => isSame(other, draft))) drafts.push(draft);
    return because;
  };
  const ofRunbooks: StepDraft[] = [];
  for (const runbook of fitting) {
    for (const step of runbook.steps) {
      const draft = holds(step.when, context) ? draftStep(step, input) : 'its condition does not hold';
      if (typeof draft === 'string') leftOut.push(`${step.place} ${step.action}: ${draft}`);
      else ofRunbooks.push(draft);
    }
  }
  const asked = input.proposed && draftProposal(input.proposed, input);
  const notAdopted = typeof asked === 'object' ? add(judgedByRunbook(asked, ofRunbooks)) : (asked ?? null);
  for (const draft of ofRunbooks) add(draft);
  const before = (input.earlier ?? []).map(({ step }) => step);
  const steps = inOrder(drafts).map((draft, place) => ({ index: before.length + place, ...draft }));
  const said = fitting.flatMap(({ advice }) => advice.map((sentence) => fillSentence(sentence, context)));
  const advice = [...new Set(said)];
  const plan = { steps: [...before, ...steps], hash: planHash(steps) };
  return {
    plan: input.earlier === undefined ? plan : { ...plan, firstStep: before.length },
    advice,
    leftOut,
    refused: [...new Set(refused)],
    notAdopted,
  };
}

/** What people rejected, or what was tried, is proposed again only where something about it is another now. */
function whyRefused(draft: StepDraft, { earlier = [] }: PlanningInput): string | null {
  const before = earlier.find(
    ({ step, refusedBecause }) => refusedBecause !== null && isSameProposal(step, draft),
  );
  return before?.refusedBecause ?? null;
}

function contextOf({
  verdict,
  service,
  evidence,
  culprit,
  explanation,
  evidenceKinds,
}: PlanningInput): ConditionContext {
  return {
    incident: { severity: verdict.severity, symptom: verdict.symptom },
    service: serviceContext(service),
    evidence: evidenceContext(evidence, evidenceKinds),
    suspect: suspectContext(culprit),
    explanation: explanation === null ? {} : { kind: explanation.kind },
  };
}

function fits(runbook: CompiledRunbook, { symptom }: SeverityVerdict, context: ConditionContext): boolean {
  return runbook.symptoms.includes(symptom) && holds(runbook.when, context);
}

function holds(condition: string | undefined, context: ConditionContext): boolean {
  return condition === undefined || evaluateCondition(condition, context).holds;
}

/** What a runbook proposes as well is judged as the runbook says, and decided as what an agent proposed is. */
function judgedByRunbook(asked: StepDraft, ofRunbooks: readonly StepDraft[]): StepDraft {
  const same = ofRunbooks.find((draft) => isSameProposal(asked, draft));
  if (same === undefined) return asked;
  const { expectation, guardMetrics, runbook } = same;
  return { ...asked, expectation, guardMetrics, runbook };
}

/** What restores comes last, and what comes first is not pushed out by it. */
function inOrder(drafts: readonly StepDraft[]): readonly StepDraft[] {
  const restores = ({ phase }: StepDraft): boolean => phase === 'restore';
  return [...drafts.filter((draft) => !restores(draft)), ...drafts.filter(restores)].slice(0, mostSteps);
}

/** One action on one resource is proposed once. */
function isSame(a: StepDraft, b: StepDraft): boolean {
  return a.action === b.action && a.resource === b.resource;
}
