import * as z from 'zod/mini';
import { metricNames, metricUnits, qualityFlags } from '../../domain/records/evidence.ts';

const points = z.array(z.object({ at: z.string(), value: z.nullable(z.number()) }));
const missing = z.array(z.object({ name: z.enum(metricNames), reason: z.string() }));

/** Metrics as the API shows them. */
export const metricsResponse = z.object({
  kind: z.literal('metrics'),
  status: z.literal('available'),
  gatheredAt: z.string(),
  readings: z.array(
    z.object({
      name: z.enum(metricNames),
      unit: z.enum(metricUnits),
      periodSeconds: z.number(),
      points,
      current: z.nullable(z.number()),
      baseline: z.nullable(z.object({ median: z.number(), deviation: z.number(), samples: z.number() })),
      onsetAt: z.nullable(z.string()),
      qualityFlags: z.array(z.enum(qualityFlags)),
      query: z.string(),
    }),
  ),
  missing: z._default(missing, []),
  latest: z.optional(
    z.object({
      at: z.string(),
      readings: z.array(
        z.object({
          name: z.enum(metricNames),
          unit: z.enum(metricUnits),
          periodSeconds: z.number(),
          points,
          current: z.nullable(z.number()),
        }),
      ),
      missing: z.optional(missing),
    }),
  ),
});
