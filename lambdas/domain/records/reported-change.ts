import type { Change } from './evidence.ts';
import { plainLine } from './text/plain-line.ts';

/** Who may report changes: `POST /v1/changes/{source}`. */
export const changeSourceNames = ['cdevents', 'github', 'generic'] as const;
export type ChangeSourceName = (typeof changeSourceNames)[number];

/** `started`: it is in progress and may have an effect already. */
export const reportedChangeStates = ['started', 'succeeded', 'failed'] as const;
export type ReportedChangeState = (typeof reportedChangeStates)[number];

/** One message about a change. There may be several about one change: they share its id. Text is clipped and printable. */
export interface ReportedChange {
  readonly source: ChangeSourceName;
  /** What changed, as the sender names it in lower case: a repository, a service, an environment. */
  readonly subject: string;
  /** Of the change, within source and subject. */
  readonly id: string;
  readonly state: ReportedChangeState;
  /** ISO 8601 UTC. */
  readonly at: string;
  /** Where, as the sender names it; null when it does not say. */
  readonly environment: string | null;
  readonly summary: string;
  /** A login, never an e-mail address. */
  readonly actor: string | null;
  readonly size: Change['size'];
  /** https only. */
  readonly link: string | null;
  /** It rolled back the change before it. */
  readonly isRollback: boolean;
}

/** How long a reported change is kept: changes before an incident, and how previous ones ended. */
export const reportedChangeDays = 14;

/** Names of what changed are compared without regard to case, as GitHub does with repositories. */
export function subjectOf(name: string): string {
  return plainLine(name, 200).toLowerCase();
}
