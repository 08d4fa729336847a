import { blastDimensions, metricNames } from '../../records/evidence.ts';

export const conditionVariables = [
  'alert',
  'incident',
  'evidence',
  'service',
  'suspect',
  'explanation',
] as const;
export type ConditionVariable = (typeof conditionVariables)[number];

/** What a mapping of policy/sources.yaml reads: the delivery's JSON, its headers, and the entry that becomes an alert. */
export const mappingVariables = ['body', 'headers', 'item'] as const;
export type MappingVariable = (typeof mappingVariables)[number];

/** What a condition may read: a nested name, or `anything` below a map whose keys are data or on a plain value. */
export type FieldTree = 'anything' | { readonly [name: string]: FieldTree };

const names = (...list: readonly string[]): FieldTree =>
  Object.fromEntries(list.map((name) => [name, 'anything' as const]));

const metricFields = names('current', 'baseline', 'deviation', 'samples', 'onsetAt');

const logsFields = names(
  'newPatterns',
  'patterns',
  'top',
  'topIsNew',
  'topCount',
  'errorsBefore',
  'errorsAfter',
);
const affectedFields = names('affected', 'total', 'share', 'most');

export const severityFields: FieldTree = {
  alert: names('source', 'title', 'description', 'text', 'severityHint', 'severityRaw', 'labels', 'status'),
  incident: names('alerts'),
  evidence: {
    metrics: Object.fromEntries(metricNames.map((name) => [name, metricFields])),
    changes: 'anything',
    logs: logsFields,
    blastRadius: Object.fromEntries(blastDimensions.map((dimension) => [dimension, affectedFields])),
    available: 'anything',
    unavailable: 'anything',
  },
  service: names('id', 'name', 'tier', 'environment', 'region', 'known'),
};

export const runbookFields: FieldTree = {
  ...severityFields,
  incident: names('alerts', 'severity', 'symptom'),
  suspect: names('id', 'kind', 'service', 'resource', 'summary', 'score'),
  explanation: names('kind'),
};

/** Which deliveries a mapping is for, and which entries they have. */
export const deliveryFields: FieldTree = { body: 'anything', headers: 'anything' };
export const mappingFields: FieldTree = { ...deliveryFields, item: 'anything' };
