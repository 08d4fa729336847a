import * as z from 'zod';
import type { Immutable } from '../../records/immutable.ts';
import { severities, symptoms } from '../../records/severity.ts';
import { type FieldsByName, severityFields } from '../conditions/condition-fields.ts';
import { conditionField, filledSentenceField, idField } from '../fields.ts';

/** severity.yaml: the first rule whose condition holds gives severity and symptom. `evidence` is what conditions may read of evidence. */
export function severitySchemaOf(evidence: FieldsByName) {
  const fields = severityFields(evidence);
  const verdictFields = {
    severity: z.enum(severities),
    symptom: z.enum(symptoms),
    reason: filledSentenceField(fields).describe('{…} is filled in with the value of a CEL expression.'),
  };
  return z.strictObject({
    rules: z
      .array(z.strictObject({ id: idField, when: conditionField(fields), ...verdictFields }))
      .default([]),
    default: z.strictObject(verdictFields).describe('Applies when no rule does.'),
  });
}

export type SeverityPolicy = Immutable<z.output<ReturnType<typeof severitySchemaOf>>>;
