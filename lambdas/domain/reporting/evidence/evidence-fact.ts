export const factKinds = [
  'metric',
  'logs',
  'blast-radius',
  'dead-letters',
  'suspect',
  'ruled-out',
  'similar',
  'unavailable',
] as const;

/** One thing that triage found, in a sentence. Text may quote hostile input: escape it. */
export interface EvidenceFact {
  readonly kind: (typeof factKinds)[number];
  readonly text: string;
  /** When it happened or was read, ISO 8601 UTC. */
  readonly at: string;
  /** The query or file it comes from. */
  readonly source: string | null;
  /** The series behind a metric, oldest first; null is a gap. Empty for the others. */
  readonly points: readonly (number | null)[];
}
