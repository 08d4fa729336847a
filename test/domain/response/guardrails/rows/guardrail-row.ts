import type { GuardrailsPolicy } from '../../../../../lambdas/domain/policy/policy.ts';
import type {
  JudgedStep,
  StepOutcome,
} from '../../../../../lambdas/domain/response/autonomy/track-record.ts';
import type { ChangeInPlace } from '../../../../../lambdas/domain/response/echoes/echo-of.ts';
import type { GuardrailContext } from '../../../../../lambdas/domain/response/guardrails/guardrail.ts';
import { aService, shippedPolicy } from '../../../../support/builders/builders.ts';
import { aStep } from '../../../../support/builders/records.ts';

/** The policy that is shipped. */
export const shipped: GuardrailsPolicy = (await shippedPolicy()).guardrails;

export const auto = { reversible: 'auto', irreversible: 'approve' } as const;
export const resource = aStep().resource;
export const actedAt = (at: string, incidentId = 'inc_other') => ({
  incidentId,
  service: 'checkout',
  action: 'roll-back-lambda-alias',
  resource,
  at,
});

export const freeze = { id: 'freeze', reason: 'Year end', decision: 'deny', exceptSeverities: [] } as const;
export const now = { from: '2026-11-23T00:00:00Z', until: '2026-11-24T00:00:00Z' };

export type Row = readonly [
  string,
  string,
  () => Partial<GuardrailContext>,
  () => Partial<GuardrailsPolicy>,
  string,
];

export const inPlace = (overrides: Partial<ChangeInPlace> = {}): ChangeInPlace => ({
  incidentId: 'inc_other',
  service: 'search',
  region: 'eu-west-1',
  action: 'scale-ecs-service',
  resource: 'ecs-service:shop:search',
  at: '2026-11-23T02:00:00.000Z',
  capacityPercent: 0,
  echoes: [],
  expiresAt: null,
  ...overrides,
});
export const judged = (outcome: StepOutcome, hour: string): JudgedStep => ({
  service: 'checkout',
  action: aStep().action,
  runbook: 'runbooks/bad-deploy.yaml:12',
  at: `2026-11-20T${hour}:00:00.000Z`,
  outcome,
});
export const raised = {
  service: 'checkout',
  action: aStep().action,
  at: '2026-11-20T03:00:00Z',
  by: 'ana',
  reason: 'the alias was wrong',
};
export const region = aService().region;
export const echoing = (overrides: Partial<ChangeInPlace> = {}): Partial<GuardrailContext> => ({
  degradedMetrics: ['latencyP99'],
  changesInPlace: [
    inPlace({
      service: 'checkout',
      region,
      echoes: [{ metric: 'latencyP99', goes: 'up', because: 'it starts cold' }],
      ...overrides,
    }),
  ],
});
export const lease = (overrides: Partial<GuardrailContext['lease']>) => ({
  lease: { holder: 'inc_other', expiresAt: '2026-11-23T02:10:00.000Z', fencingToken: 7, ...overrides },
});
export const protecting =
  (rule: 'never' | 'two-people' | 'ask', pattern = resource) =>
  () => ({
    protected: [{ resource: pattern, rule, reason: 'it moves money' }],
  });
export const ofHalf = () => inPlace({ service: 'checkout', region, capacityPercent: 30 });
