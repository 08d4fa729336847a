import * as z from 'zod/mini';

/** `from`: number of the first line; left out: 1. */
export const exportQuery = z.object({
  from: z._default(z.coerce.number().check(z.int(), z.minimum(1), z.maximum(100_000_000)), 1),
});

export const exportResponse = z.object({ lines: z.array(z.string()), next: z.nullable(z.number()) });
