import type { DeadLetter } from '../domain/dead-letters/dead-letter.ts';

/** A dead letter that is hidden from others for a while. */
export interface TakenLetter {
  readonly letter: DeadLetter;
  /** Sends it to another queue as it is, with this mark. False: it has as many attributes as SQS takes, and was not sent. */
  forward(to: 'source' | 'quarantine', mark: string): Promise<boolean>;
  remove(): Promise<void>;
}

export interface DrainProgress {
  readonly isRunning: boolean;
  /** When the newest move was started, ISO 8601 UTC; null when there was none. */
  readonly startedAt: string | null;
  readonly moved: number;
  /** Why it failed, in SQS's words; null when it did not. */
  readonly failure: string | null;
}

/** A dead-letter queue, as whoever empties it sees it. Rejects with DependencyUnavailableError or ConfigurationError. */
export interface DeadLetterQueue {
  /** A sample of at most so many different messages, none of which is hidden by that. */
  peek(most: number): Promise<readonly DeadLetter[]>;
  /** At most ten, hidden from others for so long. */
  take(most: number, hiddenSeconds: number): Promise<readonly TakenLetter[]>;
  /** Approximately so many messages. */
  depth(): Promise<number>;
  /** Moves everything to its source queue, or to the one for quarantine, at a rate; SQS neither chooses nor marks. */
  startDrain(perSecond: number, to: 'source' | 'quarantine'): Promise<void>;
  drainProgress(): Promise<DrainProgress>;
  /** What was moved stays where it is. */
  cancelDrain(): Promise<void>;
}

/** What is known of each message that was moved by hand, kept where the next run finds it. */
export interface RedriveJournal {
  read(): Promise<ReadonlyMap<string, MoveState>>;
  note(messageId: string, state: MoveState): Promise<void>;
  /** Digests of what SQS moved without a mark, in this run and in earlier ones: who dies again is known by it. */
  remembered(): Promise<ReadonlySet<string>>;
  remember(digests: readonly string[]): Promise<void>;
}

/** `sending`: noted before it is sent; `sent`: it was, and is not deleted yet; `done`: deleted. */
export type MoveState = 'sending' | 'sent' | 'done';
