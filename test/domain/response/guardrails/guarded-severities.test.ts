import { describe, expect, it } from '@jest/globals';
import * as fc from 'fast-check';
import type { GuardrailsPolicy } from '../../../../lambdas/domain/policy/schemas/guardrails-schema.ts';
import { severities } from '../../../../lambdas/domain/records/severity.ts';
import { makeAssessment } from '../../../../lambdas/domain/response/assessment/make-assessment.ts';
import { evaluateGuardrails } from '../../../../lambdas/domain/response/guardrails/evaluate-guardrails.ts';
import { guardedSeverities } from '../../../../lambdas/domain/response/guardrails/guarded-severities.ts';
import { evidenceKinds } from '../../../../lambdas/evidence/index.ts';
import {
  anAssessment,
  aReading,
  aService,
  metricsEvidence,
  shippedPolicy,
} from '../../../support/builders/builders.ts';
import { aGuardrailContext } from '../../../support/builders/guardrail-context.ts';
import { anAlert } from '../../../support/builders/records.ts';

const at = new Date('2026-12-24T02:05:00.000Z');
const strictness = ['allow', 'needs-approval', 'deny'];
const modes = fc.constantFrom('observe' as const, 'approve' as const, 'auto' as const);
const setting = modes.map((reversible) => ({ reversible, irreversible: 'approve' as const }));

/** What policies look for in an alert, and what else people write. */
const words = fc
  .array(fc.constantFrom('data loss', 'no', 'latency', 'error', '5xx', 'leaked key', 'dlq', 'ok', 'agent'), {
    maxLength: 6,
  })
  .map((list) => list.join(' '));

describe('the severities that guardrails judge by', () => {
  it('reach from what the evidence calls for to what the incident has', () => {
    const assessment = anAssessment({ severityByEvidence: 'SEV3' });
    expect(guardedSeverities({ severity: 'SEV1', assessment })).toEqual(severities);
    expect(guardedSeverities({ severity: 'SEV3', assessment })).toEqual(['SEV3']);
    expect(
      guardedSeverities({ severity: 'SEV3', assessment: anAssessment({ severityByEvidence: 'SEV2' }) }),
    ).toEqual(['SEV2', 'SEV3']);
  });

  it('are all of them while nobody knows what the evidence calls for', () => {
    expect(guardedSeverities({ severity: 'SEV1', assessment: null })).toEqual(severities);
  });

  it('never let the text of an alert loosen a guardrail', async () => {
    const policy = await shippedPolicy();
    const service = aService();
    fc.assert(
      fc.property(
        words,
        words,
        fc.record({ SEV1: setting, SEV2: setting, SEV3: setting }),
        fc.subarray([...severities]),
        fc.constantFrom(0, 12, 60),
        (title, description, mode, exceptSeverities, errorRate) => {
          const evidence = [metricsEvidence([aReading({ name: 'errorRate', current: errorRate })])];
          const guardrails: GuardrailsPolicy = {
            ...policy.guardrails,
            mode,
            freezeWindows: [
              {
                id: 'year-end',
                reason: 'Nobody changes production',
                decision: 'deny',
                once: { from: '2026-12-23T00:00:00Z', until: '2027-01-02T00:00:00Z' },
                exceptSeverities,
              },
            ],
          };
          const decide = (alerts: readonly ReturnType<typeof anAlert>[]) => {
            const assessment = makeAssessment({
              policy,
              actions: [],
              resourceKinds: [],
              service,
              serviceName: service.id,
              environment: service.environment,
              alerts,
              evidence,
              evidenceKinds,
              unavailable: [],
              degraded: [],
              announcedBy: null,
              startedAt: at,
              now: at,
            });
            const { decision } = evaluateGuardrails(
              aGuardrailContext(guardrails, {
                now: at,
                severities: guardedSeverities({ severity: assessment.severity.severity, assessment }),
                service,
                evidenceGatheredAt: at.toISOString(),
              }),
            );
            return strictness.indexOf(decision);
          };
          expect(decide([anAlert({ title, description })])).toBeGreaterThanOrEqual(decide([]));
        },
      ),
    );
  });
});
