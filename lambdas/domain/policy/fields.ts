import * as z from 'zod';

/** An id that people write into several files: short, lower-case, safe in keys and URLs. */
export const idField = z
  .string()
  .regex(/^[a-z0-9][a-z0-9-]{0,62}$/, 'must be lower-case letters, digits and hyphens, 63 at most');

/** A sentence for people. */
export const sentenceField = z.string().trim().min(1, 'must not be empty').max(500);

/** A CEL expression; its syntax and variables are checked when the policy is loaded. */
export const conditionField = z
  .string()
  .trim()
  .min(1, 'must be a CEL expression')
  .max(2000)
  .describe('A CEL expression over alert, incident, evidence, service and suspect (docs/policy.md).');

export const minutesField = z.number().int().min(1).max(10_080);
