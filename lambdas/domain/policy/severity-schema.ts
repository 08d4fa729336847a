import * as z from 'zod';
import type { Immutable } from '../records/immutable.ts';
import { severities, symptoms } from '../records/severity.ts';
import { severityFields } from './conditions/condition-fields.ts';
import { conditionField, filledSentenceField, idField } from './fields.ts';

const verdictFields = {
  severity: z.enum(severities),
  symptom: z.enum(symptoms),
  reason: filledSentenceField(severityFields).describe(
    '{…} is filled in with the value of a CEL expression.',
  ),
};

/** severity.yaml: the first rule whose condition holds gives severity and symptom. */
export const severitySchema = z.strictObject({
  rules: z
    .array(z.strictObject({ id: idField, when: conditionField(severityFields), ...verdictFields }))
    .default([]),
  default: z.strictObject(verdictFields).describe('Applies when no rule does.'),
});

export type SeverityPolicy = Immutable<z.output<typeof severitySchema>>;
