import * as z from 'zod/mini';
import { blastDimensions } from '../../domain/records/evidence.ts';

/** Who is affected, as the API shows it. */
export const blastRadiusResponse = z.object({
  kind: z.literal('blast-radius'),
  status: z.literal('available'),
  gatheredAt: z.string(),
  span: z.object({ from: z.string(), until: z.string() }),
  dimensions: z.array(
    z.object({
      dimension: z.enum(blastDimensions),
      affected: z.number(),
      total: z.nullable(z.number()),
      share: z.nullable(z.number()),
      most: z.array(z.object({ value: z.string(), errors: z.number(), requests: z.nullable(z.number()) })),
      truncated: z.boolean(),
      query: z.string(),
      link: z.nullable(z.string()),
    }),
  ),
  missing: z._default(z.array(z.object({ dimension: z.enum(blastDimensions), reason: z.string() })), []),
});
