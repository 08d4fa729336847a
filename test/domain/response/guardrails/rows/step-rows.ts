import { aStep } from '../../../../support/builders/records.ts';
import type { Row } from './guardrail-row.ts';

export const stepRows: readonly Row[] = [
  [
    'known-target',
    'denies a target that policy does not name',
    () => ({ step: aStep({ params: { functionName: 'payments', alias: 'live' } }) }),
    () => ({}),
    'deny',
  ],
  [
    'known-target',
    'denies when policy does not know the service',
    () => ({ service: null }),
    () => ({}),
    'deny',
  ],
  [
    'known-target',
    'denies a step without parameters',
    () => ({ step: aStep({ params: {} }) }),
    () => ({}),
    'deny',
  ],
  [
    'evidence-freshness',
    'asks when there is no evidence',
    () => ({ evidenceGatheredAt: null }),
    () => ({}),
    'needs-approval',
  ],
  [
    'evidence-freshness',
    'asks when the evidence is old',
    () => ({ evidenceGatheredAt: '2026-11-23T01:00:00.000Z' }),
    () => ({}),
    'needs-approval',
  ],
  [
    'evidence-freshness',
    'denies when the time of the evidence cannot be read',
    () => ({ evidenceGatheredAt: 'today' }),
    () => ({}),
    'deny',
  ],
  [
    'cost',
    'asks above the bound',
    () => ({
      step: aStep({ addsUnits: 600, resource: 'ecs-service:shop:web', expiresAfterSeconds: 4 * 3600 }),
    }),
    () => ({}),
    'needs-approval',
  ],
  [
    'cost',
    'does not apply below it',
    () => ({
      step: aStep({ addsUnits: 400, resource: 'ecs-service:shop:web', expiresAfterSeconds: 4 * 3600 }),
    }),
    () => ({}),
    'not-applicable',
  ],
  [
    'cost',
    'asks when policy has no price for it',
    () => ({ step: aStep({ addsUnits: 1, resource: 'ecs-service:shop:web' }) }),
    () => ({ cost: { askAboveUsd: 100, prices: [{ resource: 'lambda-alias:*', usdPerUnitHour: 1 }] } }),
    'needs-approval',
  ],
  [
    'cost',
    'takes the first price that fits',
    () => ({ step: aStep({ addsUnits: 1, resource: 'ecs-service:shop:web' }) }),
    () => ({
      cost: {
        askAboveUsd: 100,
        prices: [
          { resource: 'ecs-service:shop:*', usdPerUnitHour: 1 },
          { resource: 'ecs-service:*', usdPerUnitHour: 90 },
        ],
      },
    }),
    'not-applicable',
  ],
  [
    'cost',
    'asks for what is charged by use',
    () => ({ step: aStep({ addsUnits: 'unbounded' }) }),
    () => ({}),
    'needs-approval',
  ],
  [
    'cost',
    'denies when the cost is no number',
    () => ({ step: aStep({ addsUnits: Number.NaN }) }),
    () => ({}),
    'deny',
  ],
];
