import type { GuardrailVerdict } from '../../records/guardrails/guardrail-verdict.ts';
import { currentGuard, type GuardCheck, type StepRecord } from '../../records/step-record.ts';

/** The step with one more look at it; null when that found the same as the look before: only the minutes in its reasons differ. */
export function withRecheck(step: StepRecord, found: GuardCheck): StepRecord | null {
  if (findingsOf(currentGuard(step).verdict) === findingsOf(found.verdict)) return null;
  return { ...step, rechecks: [...(step.rechecks ?? []), found], version: step.version + 1 };
}

function findingsOf({ decision, findings }: GuardrailVerdict): string {
  return JSON.stringify([decision, ...findings.map((each) => [each.guardrail, each.decision, each.people])]);
}
