import * as z from 'zod/mini';
import { criterionStates } from '../../domain/records/recovery-look/recovery-look.ts';
import { openEnum } from './open-enum.ts';

/** The newest look at whether an incident has recovered. */
export const recovery = z.object({
  at: z.string(),
  stepIndex: z.nullable(z.number()),
  metricsGoodAt: z.nullable(z.string()),
  extendedUntil: z.nullable(z.string()),
  criteria: z.array(
    z.object({
      id: z.string(),
      label: z.string(),
      state: openEnum(criterionStates),
      text: z.string(),
      required: z.boolean(),
    }),
  ),
});
