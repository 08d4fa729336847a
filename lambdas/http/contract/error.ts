import * as z from 'zod/mini';
import type { errorDetailNames } from '../error-details.ts';

const details = {
  triesLeft: z.optional(z.number()),
  state: z.optional(z.string()),
  decidedBy: z.optional(z.nullable(z.string())),
  decidedAt: z.optional(z.nullable(z.string())),
} satisfies Record<(typeof errorDetailNames)[number], unknown>;

/** Every response that is not 2xx. */
export const errorResponse = z.object({
  error: z.object({ code: z.string(), message: z.string(), ...details }),
});
