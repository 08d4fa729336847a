import type { GuardrailsPolicy } from '../../../lambdas/domain/policy/policy.ts';
import type { GuardrailContext } from '../../../lambdas/domain/response/guardrails/guardrail.ts';
import { aService } from './builders.ts';
import { anAgent } from './policy/an-agent.ts';
import { aStep, firstIncidentId } from './records.ts';

/** Everything allows what policy allows, unless the test says otherwise. */
export function aGuardrailContext(
  policy: GuardrailsPolicy,
  overrides: Partial<GuardrailContext> = {},
): GuardrailContext {
  return {
    now: new Date('2026-11-23T02:05:00.000Z'),
    policy,
    people: { people: [], agents: [anAgent()] },
    incidentId: firstIncidentId,
    severities: ['SEV1'],
    killSwitches: [],
    automationStoppedAt: null,
    step: aStep(),
    service: aService(),
    evidenceGatheredAt: '2026-11-23T02:03:00.000Z',
    recentActions: [],
    lease: { holder: firstIncidentId, expiresAt: '2026-11-23T02:10:00.000Z', fencingToken: 7 },
    lockedToken: null,
    changesInPlace: [],
    judgedSteps: [],
    degradedMetrics: ['errorRate'],
    ...overrides,
  };
}
