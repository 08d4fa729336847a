import * as z from 'zod';
import { sentenceField } from './fields.ts';
import { protectionRules } from './protections-of.ts';

export const protectedResourceSchema = z.strictObject({
  resource: z
    .string()
    .min(1)
    .max(512)
    .describe('Its key, such as lambda-alias:checkout:live; * stands for any text.'),
  rule: z
    .enum(protectionRules)
    .describe('never: automation leaves it alone; two-people: two approvers must agree; ask: one.'),
  reason: sentenceField,
});
