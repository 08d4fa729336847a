export const guardrailDecisions = ['allow', 'needs-approval', 'deny'] as const;

export type GuardrailDecision = (typeof guardrailDecisions)[number];

export interface GuardrailFinding {
  readonly guardrail: string;
  readonly decision: GuardrailDecision | 'not-applicable';
  readonly reason: string;
  /** How many people must agree where any guardrail asks. Left out: one. */
  readonly people?: number;
  /** With `needs-approval`: policy asks as a rule, and not since something is in doubt. Left out: it does not. */
  readonly mayGoUnanswered?: true;
}

/** The strictest finding wins; a guardrail that throws is a deny. All reasons are kept. */
export interface GuardrailVerdict {
  readonly decision: GuardrailDecision;
  readonly findings: readonly GuardrailFinding[];
}

/** How many people must agree, as the strictest finding says. */
export function peopleNeeded({ findings }: Pick<GuardrailVerdict, 'findings'>): number {
  return Math.max(1, ...findings.map(({ people = 1 }) => people));
}
