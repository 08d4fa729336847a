import type { FollowUpType } from '../../records/follow-up/follow-up.ts';

/** What the record asks to be done. */
export interface Proposal {
  readonly type: FollowUpType;
  /** Tells it from the other proposals of its incident, and stays the same when it is made again. */
  readonly reason: string;
  readonly text: string;
  /** Left out: whoever owns the service. */
  readonly owner?: string;
  /** Ids of the timeline entries that it rests on. */
  readonly entries: readonly string[];
}
