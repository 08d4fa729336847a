import type { CompiledPolicy } from '../../../../lambdas/domain/policy/policy.ts';
import { correlationSchema } from '../../../../lambdas/domain/policy/schemas/correlation-schema.ts';
import { guardrailsSchema } from '../../../../lambdas/domain/policy/schemas/guardrails-schema.ts';
import { peopleSchema } from '../../../../lambdas/domain/policy/schemas/people-schema.ts';
import { onCallOf } from './on-call-of.ts';

const one = { irreversible: 1 };
const mode = { reversible: 'approve', irreversible: 'approve' } as const;

/** A small policy: two people, and an approval of one of them for everything. */
export function aPolicy(overrides: Partial<CompiledPolicy> = {}): CompiledPolicy {
  return {
    hash: 'c'.repeat(64),
    correlateBy: ['service'],
    environments: [],
    defaultEnvironment: 'unknown',
    services: [],
    correlation: correlationSchema.parse({}),
    mappings: [],
    severity: {
      rules: [],
      default: {
        severity: 'SEV3',
        symptom: 'unknown',
        reason: 'nothing else fits',
        place: 'severity.yaml:1',
      },
    },
    guardrails: guardrailsSchema.parse({
      mode: { SEV1: mode, SEV2: mode, SEV3: mode },
      people: { SEV1: one, SEV2: one, SEV3: one },
    }),
    people: peopleSchema.parse({
      people: [
        { id: 'ana', name: 'Ana', email: 'ana@example.com' },
        { id: 'ben', name: 'Ben', email: 'ben@example.com' },
      ],
      onCall: onCallOf(['ana']),
      approvals: { approvers: ['ana', 'ben'], expiresAfterMinutes: 15 },
      stakeholders: { ops: ['ana'], engineering: ['ben'], security: ['ben'] },
    }),
    calendars: [],
    runbooks: [],
    ...overrides,
  };
}
