export const guardrailDecisions = ['allow', 'needs-approval', 'deny'] as const;

export type GuardrailDecision = (typeof guardrailDecisions)[number];

export interface GuardrailFinding {
  readonly guardrail: string;
  readonly decision: GuardrailDecision | 'not-applicable';
  readonly reason: string;
}

/** The strictest finding wins; a guardrail that throws is a deny. All reasons are kept. */
export interface GuardrailVerdict {
  readonly decision: GuardrailDecision;
  readonly findings: readonly GuardrailFinding[];
}
