import type { ReadValue } from './text/read-value.ts';

/** SEV1 major outage or data risk, SEV2 partial impact, SEV3 minor; worst first. */
export const severities = ['SEV1', 'SEV2', 'SEV3'] as const;
export type Severity = (typeof severities)[number];

export const symptoms = [
  'availability',
  'performance',
  'dlq',
  'auth',
  'agents',
  'data-corruption',
  'security',
  'unknown',
] as const;
export type Symptom = (typeof symptoms)[number];

/** A severity with the rule that gave it: `rule` is `file:line name`, `reason` a sentence for people. */
export interface SeverityVerdict {
  readonly severity: Severity;
  readonly symptom: Symptom;
  readonly reason: string;
  readonly rule: string;
  /** What the rule's condition read to hold. Left out on records from before they were kept. */
  readonly values?: readonly ReadValue[];
}

/** Both and all that lie between, worst first. */
export function severitiesBetween(a: Severity, b: Severity): readonly Severity[] {
  const [one, other] = [severities.indexOf(a), severities.indexOf(b)];
  return severities.slice(Math.min(one, other), Math.max(one, other) + 1);
}

export function worseSeverity(a: Severity, b: Severity): Severity {
  return severities.indexOf(a) <= severities.indexOf(b) ? a : b;
}
