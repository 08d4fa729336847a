import * as z from 'zod';
import { alertStatuses, severityHints } from '../../records/alert.ts';
import type { Immutable } from '../../records/immutable.ts';
import { deliveryFields, mappingFields } from '../conditions/condition-fields.ts';
import { conditionField, expressionField, idField } from '../fields.ts';

const valueField = expressionField(mappingFields);

/** One expression, or several of which the first that gives a value counts. */
const valuesField = z
  .union([valueField, z.array(valueField).min(1).max(10)])
  .describe('A CEL expression, or a list of them: the first that gives a value counts.');

const statusValue = z.enum(alertStatuses);

const statusField = z
  .union([
    statusValue,
    z.strictObject({
      from: valuesField,
      values: z.record(z.string(), statusValue).describe("The sender's term (in any case): the status."),
      default: statusValue.optional().describe('For any other term, and for none.'),
    }),
  ])
  .describe(
    "A status, or how the sender's terms become one. Without a default, an unknown term quarantines the delivery.",
  );

const severityField = z
  .union([
    valuesField,
    z.strictObject({
      from: valuesField,
      values: z
        .record(z.string(), z.enum(severityHints))
        .describe("The sender's term (in any case): what it recommends."),
    }),
  ])
  .describe("The sender's term for the severity; common terms are known.");

const labelsField = z
  .union([valueField, z.record(z.string().min(1).max(100), valuesField)])
  .describe('An expression that gives a map, or a map of label and expression.');

/** How deliveries of one shape become alerts. */
const mappingSchema = z.strictObject({
  id: idField,
  source: z
    .string()
    .default('generic')
    .describe('The alert source. For any other than generic: what its own reading would quarantine.'),
  when: conditionField(deliveryFields).optional().describe('Which deliveries it is for; all when left out.'),
  each: expressionField(deliveryFields)
    .optional()
    .describe('Gives a list of which each entry, `item`, is an alert. Left out, `item` is the body.'),
  identity: valuesField,
  status: statusField,
  title: valuesField,
  description: valuesField.optional(),
  service: valuesField.optional(),
  severity: severityField.optional(),
  labels: labelsField.optional(),
  startsAt: valuesField.optional(),
  endsAt: valuesField.optional(),
  saidAt: valuesField
    .optional()
    .describe('When the sender says this: a firing that is said no later than the last resolve is a repeat.'),
  links: z.array(valueField).max(20).optional(),
});

/** sources.yaml: for payloads that no built-in reading knows. The first mapping that fits reads the delivery. */
export const sourcesSchema = z.strictObject({ mappings: z.array(mappingSchema).default([]) });

export type SourceMappingPolicy = Immutable<z.output<typeof mappingSchema>>;
