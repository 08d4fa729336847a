import type { DeadLetter } from '../dead-letter.ts';

/**
 * How a message of this shape gets to its consumer again. `move`: back to its source queue; `invoke`: its payload to the function or target
 * that failed, and to nobody else; `reread`: its records from their stream, while that keeps them; `none`: no way is known.
 */
export const redriveStrategies = ['move', 'invoke', 'reread', 'none'] as const;
export type RedriveStrategy = (typeof redriveStrategies)[number];

/** What its producer wrote about why a message died. */
export interface DeathReason {
  /** A status or the name of an error; null when there is none. */
  readonly code: string | null;
  readonly text: string;
  /** When it failed last, ISO 8601 UTC; null when it does not say. */
  readonly at: string | null;
}

export interface ReadShape {
  /** Null: nothing but the consumer's logs can tell. */
  readonly reason: DeathReason | null;
  /** What the consumer was to work on, as text. */
  readonly payload: string;
  /** Of the consumer that failed, or its name; null when it does not say. */
  readonly consumer: string | null;
}

/** One way in which AWS writes dead letters. */
export interface DeadLetterShape {
  readonly name: string;
  /** For people: `Lambda's dead-letter queue`. */
  readonly title: string;
  readonly strategy: RedriveStrategy;
  /** Null when the message is of another shape. Never throws. `json`: its body, where that is an object. */
  read(letter: DeadLetter, json: Readonly<Record<string, unknown>> | null): ReadShape | null;
}
