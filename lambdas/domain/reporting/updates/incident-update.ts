import type { Incident } from '../../records/incident.ts';

/** What an update means to whoever is called. */
export const updateSignals = [
  'opened',
  'call',
  'acknowledged',
  'settled',
  'told',
  'status',
  'closed',
] as const;
/**
 * `call`: a person must act now. `acknowledged`: somebody does. `settled`: nobody needs to any more, for now. `told`: to be known, no more.
 * `status`: how it stands, told from time to time.
 */
export type UpdateSignal = (typeof updateSignals)[number];

/** One thing that happened to an incident, for those who follow it. */
export interface IncidentUpdate {
  /** That of its entry on the timeline. */
  readonly id: string;
  readonly at: string;
  readonly signal: UpdateSignal;
  /** In a sentence; may quote hostile text. */
  readonly text: string;
  /** Ids of the people who must act. */
  readonly calls: readonly string[];
  /** Id of the update that this one answers; null: none. */
  readonly answers: string | null;
}

/** What updates are about, as everybody may see it. */
export type UpdatedIncident = Readonly<
  Pick<Incident, 'id' | 'severity' | 'service' | 'environment' | 'title' | 'openedAt' | 'status'>
>;
