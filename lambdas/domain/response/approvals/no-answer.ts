import type { PeoplePolicy } from '../../policy/policy.ts';
import type { GuardrailVerdict } from '../../records/guardrails/guardrail-verdict.ts';
import type { Incident } from '../../records/incident.ts';
import type { Step } from '../../records/plan.ts';
import type { Severity } from '../../records/severity.ts';
import { guardedSeverities } from '../guardrails/guarded-severities.ts';

export interface NoAnswer {
  readonly remindAfterSeconds: number;
  readonly nextAfterSeconds: number;
  readonly runs: boolean;
}

const minutes: Readonly<Record<Severity, { readonly remind: number; readonly next: number }>> = {
  SEV1: { remind: 3, next: 5 },
  SEV2: { remind: 5, next: 10 },
  SEV3: { remind: 15, next: 30 },
};

/** What policy says for a request that nobody answers. */
export function noAnswerOf(
  { approvals }: Pick<PeoplePolicy, 'approvals'>,
  { severity }: Pick<Incident, 'severity'>,
  { risk }: Pick<Step, 'risk'>,
): NoAnswer {
  const rule = approvals.noAnswer.find(
    (each) => (each.severity ?? severity) === severity && (each.risk ?? risk) === risk,
  );
  return {
    remindAfterSeconds: 60 * (rule?.remindAfterMinutes ?? minutes[severity].remind),
    nextAfterSeconds: 60 * (rule?.nextAfterMinutes ?? minutes[severity].next),
    runs: rule?.atTheEnd === 'run',
  };
}

/**
 * Whether policy lets a step run that nobody answered: it says so for this severity, evidence alone calls for that severity too, the step can
 * be undone and is no matter of security, and a person is asked for no other reason than that policy asks as a rule.
 */
export function mayRunUnanswered(
  people: Pick<PeoplePolicy, 'approvals'>,
  incident: Pick<Incident, 'severity' | 'assessment' | 'sensitive'>,
  step: Pick<Step, 'risk'>,
  verdict: GuardrailVerdict,
): boolean {
  if (!noAnswerOf(people, incident, step).runs) return false;
  if (step.risk !== 'reversible' || incident.sensitive) return false;
  if (!guardedSeverities(incident).every((severity) => severity === 'SEV1')) return false;
  const asking = verdict.findings.filter(({ decision }) => decision === 'needs-approval');
  return verdict.decision === 'needs-approval' && asking.every((each) => each.mayGoUnanswered === true);
}
