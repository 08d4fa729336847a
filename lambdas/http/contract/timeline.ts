import * as z from 'zod/mini';

const plain = z.union([z.string(), z.number(), z.boolean(), z.null(), z.array(z.string())]);

export const timelineResponse = z.object({
  entries: z.array(
    z.object({
      id: z._default(z.string(), ''),
      at: z.string(),
      actor: z.string(),
      kind: z.string(),
      text: z.string(),
      data: z.record(z.string(), plain),
    }),
  ),
});
