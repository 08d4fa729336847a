import * as z from 'zod';
import { metricNames } from '../../records/evidence.ts';
import type { Immutable } from '../../records/immutable.ts';
import { symptoms } from '../../records/severity.ts';
import { type FieldsByName, runbookFields } from '../conditions/condition-fields.ts';
import { conditionField, filledSentenceField, idField, sentenceField } from '../fields.ts';
import { type ResourceForm, resourceTargetSchema } from './resource-schema.ts';

const secondsField = z.number().int().min(0).max(3600);

function stepSchemaOf(kinds: readonly ResourceForm[], when: ReturnType<typeof conditionField>) {
  return z.strictObject({
    action: idField.describe('Kind of a registered action (docs/actions.md).'),
    when: when.optional(),
    target: z
      .union([z.literal('suspect'), resourceTargetSchema(kinds)])
      .describe(
        'suspect: what the suspect change was made to; else a resource of the service, by name or as a whole.',
      ),
    reason: sentenceField,
    expectation: z
      .strictObject({
        metric: z.enum(metricNames),
        comparison: z.enum(['below', 'above']),
        threshold: z.number(),
        timesBaseline: z
          .number()
          .positive()
          .describe(
            'In place of threshold: this many times the baseline that triage found; what is usual always keeps it.',
          ),
        settleSeconds: secondsField,
        withinSeconds: secondsField.min(60),
        goodReadings: z.number().int().min(1).max(10),
      })
      .partial()
      .default({})
      .describe("Overrides the action's own expectation, field by field."),
    guardMetrics: z
      .array(z.strictObject({ metric: z.enum(metricNames), factor: z.number().min(1).max(100) }))
      .optional()
      .describe("Replaces the action's own guard metrics."),
  });
}

/** runbooks/*.yaml: what is done about a symptom, and what a person should look at when nothing can be done. */
export function runbookSchemaOf(kinds: readonly ResourceForm[], evidence: FieldsByName) {
  const fields = runbookFields(evidence);
  const when = conditionField(fields);
  return z.strictObject({
    id: idField,
    title: sentenceField,
    symptoms: z.array(z.enum(symptoms)).min(1),
    when: when.optional(),
    steps: z.array(stepSchemaOf(kinds, when)).max(10).default([]),
    advice: z.array(filledSentenceField(fields)).min(1, 'needs a sentence for the person it is handed to'),
  });
}

export type RunbookPolicy = Immutable<z.output<ReturnType<typeof runbookSchemaOf>>>;
export type RunbookStep = RunbookPolicy['steps'][number];
