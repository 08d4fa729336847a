export const followUpTypes = [
  'investigation',
  'missing-test',
  'missing-alert',
  'back-port',
  'hardening',
  'slow-detection',
  'slow-acknowledgement',
  'missing-evidence',
  'runbook',
  'unknown-service',
  'other',
] as const;
/** What kind of work it is; `other`: a person added it. */
export type FollowUpType = (typeof followUpTypes)[number];

export const followUpStates = ['proposed', 'open', 'done', 'dropped'] as const;
/** `proposed`: nobody has decided yet; `open`: accepted by a person, or filed as a ticket. */
export type FollowUpState = (typeof followUpStates)[number];

/** The ticket of a follow-up in a tracker of the user's. */
export interface Ticket {
  /** Id of the tracker in people.yaml. */
  readonly tracker: string;
  /** As the tracker calls it: `acme/shop#12`, `OPS-12`. */
  readonly key: string;
  readonly url: string;
  readonly filedAt: string;
  /** As it was when it was last read; `gone`: deleted, or out of sight. */
  readonly state: 'open' | 'closed' | 'gone';
  readonly readAt: string;
}

/** How far the filing of its ticket is. */
export interface Filing {
  /** Id of the tracker in people.yaml. */
  readonly tracker: string;
  readonly startedAt: string;
  readonly tries: number;
  /** `trying`: a function is at it, or died at it; `unknown`: it may have been taken; `refused`: the setup is at fault. */
  readonly outcome: 'trying' | 'later' | 'unknown' | 'refused';
  /** Why it is not filed yet. */
  readonly reason: string | null;
  /** Not before. */
  readonly nextAt: string;
}

/** Something to do after an incident, so that the next one is shorter or does not come. */
export interface FollowUp {
  readonly incidentId: string;
  /** `fup_` and a hash of its incident and its reason: the same when it is proposed again. */
  readonly id: string;
  readonly service: string;
  readonly environment: string;
  readonly type: FollowUpType;
  /** May quote hostile input: escape it. */
  readonly text: string;
  /** Id of the person in people.yaml; null: nobody is named. */
  readonly owner: string | null;
  readonly dueAt: string;
  /** Ids of the timeline entries that it rests on. */
  readonly entries: readonly string[];
  readonly state: FollowUpState;
  readonly createdAt: string;
  /** `firebreak:<handler>` or `person:<id>`. */
  readonly createdBy: string;
  readonly closedAt: string | null;
  readonly closedBy: string | null;
  /** Why it was dropped. */
  readonly reason: string | null;
  readonly ticket: Ticket | null;
  /** Null: nothing was tried yet, or it is filed. */
  readonly filing: Filing | null;
  /** When its owner was reminded of it last; null: never. */
  readonly remindedAt: string | null;
  /** Done for so long that its ticket is not read any more; left out: no. */
  readonly isSettled?: boolean;
  /** Grows by one with every write; the condition of the next. */
  readonly version: number;
}

/** Whether something is still to be done with it, if only to see whether its ticket is reopened. */
export function isInWork({
  state,
  ticket,
  isSettled,
}: Pick<FollowUp, 'state' | 'ticket' | 'isSettled'>): boolean {
  return isLive({ state }) || (state === 'done' && ticket !== null && isSettled !== true);
}

export function isLive({ state }: Pick<FollowUp, 'state'>): boolean {
  return state === 'proposed' || state === 'open';
}
