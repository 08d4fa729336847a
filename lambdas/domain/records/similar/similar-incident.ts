import type { ChangeKind } from '../evidence.ts';
import type { Symptom } from '../severity.ts';

/** What an incident is found again by. Texts from outside are in it as hashes only. */
export interface IncidentSignature {
  readonly service: string;
  readonly environment: string;
  readonly symptom: Symptom;
  /** Of the patterns of new errors; null: the logs were not read. */
  readonly errors: readonly string[] | null;
  /** The change that is blamed; null when none is. */
  readonly culprit: { readonly kind: ChangeKind; readonly resource: string } | null;
  /** Of the identity, and of the title, of each alert. */
  readonly alerts: readonly string[];
}

/** A former incident that looks alike, and how it ended. Texts may quote hostile input: escape them. */
export interface SimilarIncident {
  readonly incidentId: string;
  readonly title: string;
  readonly openedAt: string;
  /** What both have, in phrases, such as `the same new error in the logs`. */
  readonly shared: readonly string[];
  /** How it ended, as its record tells it, in a sentence. */
  readonly ended: string;
  readonly tookSeconds: number;
}
