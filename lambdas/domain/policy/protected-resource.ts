import * as z from 'zod';
import { matchesPattern } from '../matches-pattern.ts';
import { sentenceField } from './fields.ts';

/** What protects a resource, strictest first. */
const protectionRules = ['never', 'two-people', 'ask'] as const;

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

type ProtectedResource = Readonly<z.output<typeof protectedResourceSchema>>;

/** Those that fit a resource, the strictest first. */
export function protectionsOf<Each extends Pick<ProtectedResource, 'resource' | 'rule'>>(
  protectedResources: readonly Each[],
  resource: string,
): readonly Each[] {
  return protectedResources
    .filter((each) => matchesPattern(each.resource, resource))
    .toSorted((a, b) => protectionRules.indexOf(a.rule) - protectionRules.indexOf(b.rule));
}
