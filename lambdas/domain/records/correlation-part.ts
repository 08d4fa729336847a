export const correlationParts = ['service', 'environment', 'alarmName'] as const;

export const labelPrefix = 'label:';

/** What a correlation key is made of: a part that every alert has, or a label of it. */
export type CorrelationPart = (typeof correlationParts)[number] | `label:${string}`;

export function isLabelPart(part: CorrelationPart): part is `label:${string}` {
  return part.startsWith(labelPrefix);
}
