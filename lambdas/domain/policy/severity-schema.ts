import * as z from 'zod';
import type { Immutable } from '../immutable.ts';
import { severities, symptoms } from '../severity/severity.ts';
import { conditionField, idField, sentenceField } from './fields.ts';

const verdictFields = {
  severity: z.enum(severities),
  symptom: z.enum(symptoms),
  reason: sentenceField,
};

/** severity.yaml: the first rule whose condition holds gives severity and symptom. */
export const severitySchema = z.strictObject({
  rules: z.array(z.strictObject({ id: idField, when: conditionField, ...verdictFields })).default([]),
  default: z.strictObject(verdictFields).describe('Applies when no rule does.'),
});

export type SeverityPolicy = Immutable<z.output<typeof severitySchema>>;
