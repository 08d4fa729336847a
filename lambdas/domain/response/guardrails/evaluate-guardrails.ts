import type {
  GuardrailDecision,
  GuardrailFinding,
  GuardrailVerdict,
} from '../../records/guardrails/guardrail-verdict.ts';
import type { Guardrail, GuardrailContext } from './guardrail.ts';
import { guardrails } from './index.ts';

/** Asks every guardrail. The strictest answer wins, a thrown error is a deny, and what nothing allows is denied. */
export function evaluateGuardrails(
  context: GuardrailContext,
  rules: readonly Guardrail[] = guardrails,
): GuardrailVerdict {
  const findings = rules.map((rule) => ask(rule, context));
  return { decision: strictest(findings), findings };
}

function ask(rule: Guardrail, context: GuardrailContext): GuardrailFinding {
  try {
    return { guardrail: rule.name, ...rule.check(context) };
  } catch (error) {
    const problem = error instanceof Error ? error.message : String(error);
    return {
      guardrail: rule.name,
      decision: 'deny',
      reason: `The guardrail could not be evaluated: ${problem}`,
    };
  }
}

function strictest(findings: readonly GuardrailFinding[]): GuardrailDecision {
  const has = (decision: GuardrailDecision) => findings.some((finding) => finding.decision === decision);
  if (has('deny')) return 'deny';
  if (has('needs-approval')) return 'needs-approval';
  return has('allow') ? 'allow' : 'deny';
}
