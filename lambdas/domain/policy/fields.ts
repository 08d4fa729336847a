import * as z from 'zod';
import { checkCondition, checkExpression } from './conditions/check-condition.ts';
import type { FieldTree } from './conditions/condition-fields.ts';
import { placeholders } from './conditions/fill-sentence.ts';

/** An id that people write into several files: short, lower-case, safe in keys and URLs. */
export const idField = z
  .string()
  .regex(/^[a-z0-9][a-z0-9-]{0,62}$/, 'must be lower-case letters, digits and hyphens, 63 at most');

/** The name of a server of the user's own. */
export function hostField(example: string) {
  return z
    .string()
    .regex(
      /^(?=.{1,253}$)(?:[a-z0-9](?:[a-z0-9-]{0,61}[a-z0-9])?\.)+[a-z]{2,63}$/,
      `must be a host name in small letters, such as ${example}, without https:// and path`,
    );
}

/** A sentence for people. */
export const sentenceField = z.string().trim().min(1, 'must not be empty').max(500);

/** A CEL expression over these fields that gives a value of any kind. An issue's `params.offset` is the character where it goes wrong. */
export function expressionField(fields: FieldTree) {
  return z
    .string()
    .min(1, 'must be a CEL expression')
    .max(2000)
    .superRefine((expression, context) => {
      for (const { offset, text } of checkExpression(expression, fields)) {
        context.addIssue({
          code: 'custom',
          message: `is not a valid expression: ${text}`,
          params: { offset },
        });
      }
    });
}

/** A CEL expression over these fields. An issue's `params.offset` is the character where it goes wrong. */
export function conditionField(fields: FieldTree) {
  return z
    .string()
    .min(1, 'must be a CEL expression')
    .max(2000)
    .superRefine((expression, context) => {
      for (const { offset, text } of checkCondition(expression, fields)) {
        context.addIssue({
          code: 'custom',
          message: `is not a valid condition: ${text}`,
          params: { offset },
        });
      }
    })
    .describe('A CEL expression (docs/policy.md).');
}

/** A sentence in which `{…}` is filled in with the value of a CEL expression over these fields. */
export function filledSentenceField(fields: FieldTree) {
  return sentenceField.superRefine((sentence, context) => {
    for (const { expression, start } of placeholders(sentence)) {
      for (const { offset, text } of checkExpression(expression, fields)) {
        context.addIssue({
          code: 'custom',
          message: `has an invalid {…}: ${text}`,
          params: { offset: start + offset },
        });
      }
    }
  });
}

export const minutesField = z.number().int().min(1).max(10_080);
