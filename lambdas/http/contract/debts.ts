import * as z from 'zod/mini';
import { metricNames } from '../../domain/records/evidence.ts';
import { debtStatuses } from '../../domain/records/step-record.ts';
import { openEnum } from './open-enum.ts';

export const debt = z.object({
  incidentId: z._default(z.string(), ''),
  resource: z.string(),
  service: z.optional(z.string()),
  action: z.optional(z.string()),
  stepIndex: z.number(),
  owner: z.string(),
  createdAt: z.string(),
  dueAt: z.string(),
  howToRestore: z.string(),
  backport: z.string(),
  forbids: z.optional(z.object({ version: z.string(), summary: z.string() })),
  expiresAt: z.nullable(z.string()),
  expiry: z.optional(z.object({ at: z.string(), outcome: z.string(), text: z.string() })),
  undoReadiness: z.optional(z.object({ at: z.string(), ready: z.boolean(), text: z.string() })),
  echoes: z.array(
    z.object({
      metric: openEnum(metricNames),
      goes: z.optional(openEnum(['up', 'down'])),
      because: z.string(),
    }),
  ),
  status: openEnum(debtStatuses),
  closedAt: z.nullable(z.string()),
  closedBy: z.nullable(z.string()),
});

export const debtListResponse = z.object({ debts: z.array(debt) });
