import * as z from 'zod/mini';

const seconds = z.nullable(z.number());

/** With its entry and how it is known; or null, with why nobody knows. */
const moment = z.object({
  at: z.nullable(z.string()),
  entry: z.nullable(z.string()),
  how: z.optional(z.string()),
  why: z.optional(z.string()),
});

export const communication = z.object({
  times: z.object({
    moments: z.object({
      started: moment,
      detected: moment,
      acknowledged: moment,
      mitigated: moment,
      resolved: moment,
    }),
    seconds: z.object({ detect: seconds, acknowledge: seconds, mitigate: seconds, resolve: seconds }),
  }),
  updates: z.object({
    lastAt: z.nullable(z.string()),
    nextAt: z.nullable(z.string()),
    overdueSince: z.nullable(z.string()),
    adherence: z.object({ due: z.number(), onTime: z.number(), late: z.number(), missed: z.number() }),
  }),
});
