import * as z from 'zod/mini';
import { metricNames } from '../../domain/records/evidence.ts';
import { guardrailDecisions } from '../../domain/records/guardrails/guardrail-verdict.ts';
import { risks, stepPhases } from '../../domain/records/plan.ts';
import { recoveryStates } from '../../domain/records/recovery.ts';
import { stepStates } from '../../domain/reporting/views/step-view.ts';
import { openEnum } from './open-enum.ts';

const outcome = z.nullable(z.object({ at: z.string(), outcome: z.string(), text: z.string() }));

/** A step of the plan with what came of it. */
export const planStep = z.object({
  index: z.number(),
  phase: openEnum(stepPhases),
  action: z.string(),
  resource: z.string(),
  risk: openEnum(risks),
  summary: z.string(),
  reason: z.string(),
  /** Left out: policy proposed it. */
  proposedBy: z.optional(z.object({ agent: z.string(), of: z.nullable(z.string()) })),
  undo: z.string(),
  runbook: z.string(),
  expectation: z.object({
    metric: openEnum(metricNames),
    comparison: openEnum(['below', 'above']),
    threshold: z.number(),
    settleSeconds: z.number(),
    withinSeconds: z.number(),
    goodReadings: z.number(),
  }),
  guardMetrics: z.array(z.object({ metric: openEnum(metricNames), factor: z.number() })),
  state: openEnum(stepStates),
  guard: z.nullable(
    z.object({
      at: z.string(),
      decision: openEnum(guardrailDecisions),
      findings: z.array(
        z.object({
          guardrail: z.string(),
          decision: openEnum([...guardrailDecisions, 'not-applicable']),
          reason: z.string(),
        }),
      ),
    }),
  ),
  startedAt: z.nullable(z.string()),
  authorizedBy: z.nullable(z.array(z.string())),
  result: outcome,
  settling: z.nullable(z.object({ at: z.string(), settled: z.boolean(), text: z.string() })),
  undoDoubt: z.nullable(z.string()),
  verification: z.nullable(
    z.object({
      at: z.string(),
      state: openEnum(recoveryStates),
      reason: z.string(),
      readings: z.array(z.object({ at: z.string(), value: z.nullable(z.number()) })),
    }),
  ),
  undoResult: outcome,
});
