import { join } from 'node:path';
import * as z from 'zod/mini';
import { loadPolicy } from '../../../lambdas/adapters/policy/load-policy.ts';
import type { CompiledPolicy, ServicePolicy } from '../../../lambdas/domain/policy/policy.ts';
import { recoverySchema } from '../../../lambdas/domain/policy/schemas/recovery-schema.ts';
import type { Change, MetricReading, MetricsEvidence } from '../../../lambdas/domain/records/evidence.ts';
import type { Assessment } from '../../../lambdas/domain/records/incident.ts';
import type { Plan, Step } from '../../../lambdas/domain/records/plan.ts';
import type { SeverityVerdict } from '../../../lambdas/domain/records/severity.ts';
import { planHash } from '../../../lambdas/domain/response/planning/plan-hash.ts';
import type { PlannableAction } from '../../../lambdas/domain/response/planning/plannable-action.ts';
import { lambdaAlias } from '../../../lambdas/resources/lambda-alias.ts';
import { aStep } from './records.ts';
import { checkoutAlias, newPricingFlag } from './resources.ts';

/** Values that decisions are made of; records of the store are in records.ts. A test states only what it is about. */
export const shippedPolicyFolder = join(import.meta.dirname, '../../../policy');

let shipped: Promise<CompiledPolicy> | null = null;

/** The policy that ships, compiled once for each file of tests. */
export function shippedPolicy(): Promise<CompiledPolicy> {
  shipped ??= loadPolicy(shippedPolicyFolder);
  return shipped;
}

const errorRateMetric = {
  unit: 'percent',
  periodSeconds: 60,
  cloudwatch: { metrics: {}, expression: '100 * errors / requests' },
} as const;

/** What policy asks of a recovery when it says nothing. */
export const usualRecovery = recoverySchema.parse({});

export function aService(overrides: Partial<ServicePolicy> = {}): ServicePolicy {
  return {
    id: 'checkout',
    name: 'Checkout',
    tier: 1,
    owner: 'ana',
    environment: 'production',
    region: 'eu-west-1',
    match: [],
    metrics: { errorRate: errorRateMetric, latencyP99: { ...errorRateMetric, unit: 'milliseconds' } },
    resources: [checkoutAlias, newPricingFlag],
    reportedChanges: [],
    logs: [],
    blastRadius: {},
    encryptionKeys: [],
    dependsOn: [],
    smokeTests: [],
    recovery: usualRecovery,
    ...overrides,
  };
}

export function aChange(overrides: Partial<Change> = {}): Change {
  return {
    id: 'lambda:checkout:57',
    kind: 'lambda-deployment',
    service: 'checkout',
    resource: checkoutAlias,
    summary: 'Lambda version 57 of checkout',
    at: '2026-11-23T02:00:40.000Z',
    actor: 'deployer',
    size: null,
    trackRecord: null,
    link: null,
    before: '56',
    after: '57',
    ...overrides,
  };
}

/** Ill since 02:01, read at 02:03. */
export function aReading(overrides: Partial<MetricReading> = {}): MetricReading {
  return {
    name: 'errorRate',
    unit: 'percent',
    periodSeconds: 60,
    points: minutes('2026-11-23T02:00:00.000Z', [0.4, 38, 41]),
    current: 41,
    baseline: { median: 0.4, deviation: 0.1, samples: 60 },
    onsetAt: '2026-11-23T02:01:00.000Z',
    qualityFlags: [],
    query: '100 * errors / requests',
    ...overrides,
  };
}

export function metricsEvidence(readings: readonly MetricReading[] = [aReading()]): MetricsEvidence {
  return {
    kind: 'metrics',
    status: 'available',
    gatheredAt: '2026-11-23T02:03:00.000Z',
    readings,
    metricsRequested: 2,
  };
}

/** One point a minute; null is a gap. */
export function minutes(from: string, values: readonly (number | null)[]) {
  return values.map((value, index) => ({
    at: new Date(Date.parse(from) + index * 60_000).toISOString(),
    value,
  }));
}

export function aVerdict(overrides: Partial<SeverityVerdict> = {}): SeverityVerdict {
  return {
    severity: 'SEV1',
    symptom: 'availability',
    reason: 'Checkout is a tier-1 service and 41 % of its requests fail.',
    rule: 'severity.yaml:18 major-outage',
    ...overrides,
  };
}

export function aPlan(steps: readonly Step[] = [aStep()]): Plan {
  return { steps, hash: planHash(steps) };
}

export function anAssessment(overrides: Partial<Assessment> = {}): Assessment {
  return {
    at: '2026-11-23T02:03:05.000Z',
    disposition: 'act',
    reason: 'Lambda version 57 of checkout took effect 20 s before the onset',
    severity: aVerdict(),
    suspects: [],
    unavailable: [],
    plan: aPlan(),
    ...overrides,
  };
}

/** Takes any parameters that name a target. */
export function anAction(overrides: Partial<PlannableAction> = {}): PlannableAction {
  const { phase, risk, expectation, guardMetrics } = aStep();
  return {
    kind: 'roll-back-lambda-alias',
    title: 'Roll back',
    target: lambdaAlias,
    reverts: ['lambda-deployment'],
    phase,
    risk,
    expects: expectation,
    guardMetrics,
    params: z.record(z.string(), z.unknown()),
    plan: ({ target }) => ({ ok: true, params: target.id }),
    summary: (params) => `Act on ${JSON.stringify(params)}`,
    undoSummary: () => 'Undo it',
    ...overrides,
  };
}
