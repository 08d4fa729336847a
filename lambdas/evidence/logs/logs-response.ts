import * as z from 'zod/mini';

const span = z.object({ from: z.string(), until: z.string() });

/** Errors in the logs as the API shows them. */
export const logsResponse = z.object({
  kind: z.literal('logs'),
  status: z.literal('available'),
  gatheredAt: z.string(),
  before: span,
  after: span,
  patterns: z.array(
    z.object({
      pattern: z.string(),
      sample: z.string(),
      countBefore: z.number(),
      countAfter: z.number(),
      firstSeenAt: z.nullable(z.string()),
      isNew: z.boolean(),
    }),
  ),
  truncated: z.boolean(),
  missing: z._default(z.array(z.object({ place: z.string(), reason: z.string() })), []),
  query: z.string(),
  link: z.nullable(z.string()),
});
