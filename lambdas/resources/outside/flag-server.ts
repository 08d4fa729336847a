import type { HttpClient } from '../../ports/http-client.ts';
import type { Written } from '../aws/written.ts';

export type FlagState = 'on' | 'off';

/** A flag in one environment, as its server has it now. */
export interface OutsideFlag {
  readonly state: FlagState;
  /** Another one after every change, whoever makes it. */
  readonly version: string;
  readonly isArchived: boolean;
}

/** One change of a flag. */
export interface FlagEvent {
  readonly id: string;
  readonly at: string;
  readonly actor: string | null;
  /** What it was switched to; null: something else of it was changed. */
  readonly to: FlagState | null;
}

/** With what a server is asked. */
export interface FlagCall {
  readonly http: HttpClient;
  readonly token: string;
  readonly signal?: AbortSignal | undefined;
}

/** A server of feature flags. Reads reject with ConfigurationError when it refuses the token. */
export interface FlagServer<Id> {
  /** For people: `LaunchDarkly`. */
  readonly name: string;
  /** Null when there is no such flag, project or environment. */
  read(call: FlagCall, id: Id): Promise<OutsideFlag | null>;
  /** Sent a single time; the server keeps the comment with the change, if it keeps comments. */
  turn(call: FlagCall, id: Id, to: FlagState, comment: string): Promise<Written>;
  /** Newest first: those since a time that it still has. */
  listEvents(call: FlagCall, id: Id, since: Date): Promise<readonly FlagEvent[]>;
}
