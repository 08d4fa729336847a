export const conditionVariables = [
  'alert',
  'incident',
  'evidence',
  'service',
  'suspect',
  'explanation',
] as const;
export type ConditionVariable = (typeof conditionVariables)[number];

/** What a mapping of policy/sources.yaml reads: the delivery's content, its headers, SNS's subject, and the entry that becomes an alert. */
export const mappingVariables = ['body', 'headers', 'subject', 'item'] as const;
export type MappingVariable = (typeof mappingVariables)[number];

/** What a condition may read: a nested name, or `anything` below a map whose keys are data or on a plain value. */
export type FieldTree = 'anything' | { readonly [name: string]: FieldTree };

export type FieldsByName = Readonly<Record<string, FieldTree>>;

const names = (...list: readonly string[]): FieldTree =>
  Object.fromEntries(list.map((name) => [name, 'anything' as const]));

export const alertFields: FieldsByName = {
  alert: names(
    'source',
    'title',
    'description',
    'text',
    'severityHint',
    'severityRaw',
    'labels',
    'status',
    'securityFinding',
  ),
};

/** What the rules of severity read; `evidence` is what the kinds of evidence offer, by name. */
export function severityFields(evidence: FieldsByName): FieldsByName {
  return {
    ...alertFields,
    incident: names('alerts'),
    evidence: { ...evidence, available: 'anything', unavailable: 'anything' },
    service: names('id', 'name', 'tier', 'environment', 'region', 'known'),
  };
}

export function runbookFields(evidence: FieldsByName): FieldsByName {
  return {
    ...severityFields(evidence),
    incident: names('alerts', 'severity', 'symptom'),
    suspect: names('id', 'kind', 'service', 'resource', 'summary', 'score'),
    explanation: names('kind'),
  };
}

/** Which deliveries a mapping is for, and which entries they have. */
export const deliveryFields: FieldTree = { body: 'anything', headers: 'anything', subject: 'anything' };
export const mappingFields: FieldTree = { ...deliveryFields, item: 'anything' };
