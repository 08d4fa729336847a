import * as z from 'zod/mini';
import { changeKinds } from '../../domain/records/evidence.ts';

/** Recent changes as the API shows them. */
export const changesResponse = z.object({
  kind: z.literal('changes'),
  status: z.literal('available'),
  gatheredAt: z.string(),
  changes: z.array(
    z.object({
      id: z.string(),
      kind: z.enum(changeKinds),
      service: z.string(),
      resource: z.object({ kind: z.string(), key: z.string() }),
      summary: z.string(),
      at: z.string(),
      actor: z.nullable(z.string()),
      size: z.nullable(z.object({ count: z.number(), of: z.string() })),
      trackRecord: z.nullable(z.object({ changes: z.number(), harmful: z.number() })),
      share: z.optional(z.number()),
      deployment: z.optional(z.object({ id: z.string(), inProgress: z.boolean() })),
      before: z._default(z.nullable(z.string()), null),
      after: z._default(z.nullable(z.string()), null),
      link: z.nullable(z.string()),
    }),
  ),
  missing: z._default(z.array(z.object({ source: z.string(), reason: z.string() })), []),
});
