import type { Change } from '../evidence/evidence.ts';
import { plainLine } from '../plain-line.ts';

/** Who may tell of changes: `POST /v1/changes/{source}`. */
export const changeSourceNames = ['cdevents', 'github', 'generic'] as const;
export type ChangeSourceName = (typeof changeSourceNames)[number];

/** `began`: it is under way and may have an effect already. */
export const toldStates = ['began', 'took-effect', 'failed'] as const;
export type ToldState = (typeof toldStates)[number];

/** One message about a change. Several may tell of one: they share its id. Text is clipped and printable. */
export interface ToldChange {
  readonly source: ChangeSourceName;
  /** What changed, as the sender names it in lower case: a repository, a service, an environment. */
  readonly subject: string;
  /** Of the change, within source and subject. */
  readonly id: string;
  readonly state: ToldState;
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
  /** It took the change before it back. */
  readonly takesBack: boolean;
}

/** How long a told change is kept: changes before an incident, and how former ones ended. */
export const toldChangeDays = 14;

/** Names of what changed are compared without regard to case, as GitHub does with repositories. */
export function subjectOf(name: string): string {
  return plainLine(name, 200).toLowerCase();
}
