import type { ChangeSourceName, ReportedChange } from '../../domain/records/reported-change.ts';
import type { AlertSource, Delivery, UnreadItem } from './alert-source.ts';

export type ChangeParseOutcome =
  | {
      readonly outcome: 'changes';
      readonly changes: readonly ReportedChange[];
      /** Items of a list that could not be read; they cost themselves only. `position` counts from 1. */
      readonly unread?: readonly UnreadItem[];
    }
  /** It is understood and marks no change, such as GitHub's ping. */
  | { readonly outcome: 'ignored'; readonly reason: string }
  | { readonly outcome: 'unreadable'; readonly reason: string };

/** A kind of sender that reports changes. `parse` never throws. */
export interface ChangeSource {
  readonly name: ChangeSourceName;
  /** Under which its secrets stand in the secret of all sources. */
  readonly secretName: string;
  readonly verify: AlertSource['verify'];
  /** `now` stands in for a time that the sender leaves out. */
  parse(delivery: Pick<Delivery, 'headers' | 'body'>, now: Date): ChangeParseOutcome;
}
