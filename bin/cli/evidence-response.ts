import * as z from 'zod';
import { blastDimensions, metricNames, qualityFlags } from '../../lambdas/domain/records/evidence.ts';

const missing = z.optional(
  z.array(
    z.object({
      reason: z.string(),
      name: z.optional(z.enum(metricNames)),
      place: z.optional(z.string()),
      source: z.optional(z.string()),
      dimension: z.optional(z.enum(blastDimensions)),
    }),
  ),
);

const metrics = z.object({
  missing,
  kind: z.literal('metrics'),
  status: z.literal('available'),
  readings: z.array(
    z.object({
      name: z.enum(metricNames),
      unit: z.enum(['percent', 'milliseconds', 'count', 'seconds']),
      points: z.array(z.object({ at: z.string(), value: z.nullable(z.number()) })),
      current: z.nullable(z.number()),
      baseline: z.nullable(z.object({ median: z.number(), deviation: z.number() })),
      onsetAt: z.nullable(z.string()),
      qualityFlags: z.array(z.enum(qualityFlags)),
    }),
  ),
});

const logs = z.object({
  missing,
  kind: z.literal('logs'),
  status: z.literal('available'),
  patterns: z.array(
    z.object({ pattern: z.string(), countBefore: z.number(), countAfter: z.number(), isNew: z.boolean() }),
  ),
  truncated: z.boolean(),
  link: z.nullable(z.string()),
});

const changes = z.object({
  missing,
  kind: z.literal('changes'),
  status: z.literal('available'),
  changes: z.array(
    z.object({
      id: z.string(),
      actor: z.nullable(z.string()),
      size: z.nullable(z.object({ count: z.number(), of: z.string() })),
      trackRecord: z.nullable(z.object({ changes: z.number(), harmful: z.number() })),
      link: z.nullable(z.string()),
    }),
  ),
});

const blastRadius = z.object({
  missing,
  kind: z.literal('blast-radius'),
  status: z.literal('available'),
  dimensions: z.array(
    z.object({
      dimension: z.enum(blastDimensions),
      affected: z.number(),
      total: z.nullable(z.number()),
      share: z.nullable(z.number()),
      most: z.array(z.object({ value: z.string(), errors: z.number(), requests: z.nullable(z.number()) })),
      truncated: z.boolean(),
      link: z.nullable(z.string()),
    }),
  ),
});

const unavailable = z.object({ kind: z.string(), status: z.literal('unavailable'), reason: z.string() });

/** What the command line shows of an incident's evidence. What it does not know is null. */
export const evidenceResponse = z.array(
  z.union([metrics, logs, changes, blastRadius, unavailable]).or(z.unknown().transform(() => null)),
);

export const assessmentResponse = z.nullable(
  z.object({
    severity: z.object({ rule: z.string() }),
    explanation: z.optional(z.nullable(z.object({ text: z.string() }))),
    suspects: z.array(
      z.object({
        changeId: z.string(),
        summary: z.string(),
        at: z.string(),
        score: z.number(),
        reasons: z.array(z.string()),
        ruledOut: z.boolean(),
      }),
    ),
    unavailable: z.array(unavailable),
  }),
);

export type ShownEvidence = NonNullable<z.infer<typeof evidenceResponse>[number]>;
export type ShownAssessment = NonNullable<z.infer<typeof assessmentResponse>>;
