import { patternOf } from '../triage/logs/log-pattern.ts';
import { bodyShape } from './body-shape.ts';
import type { DeadLetter } from './dead-letter.ts';
import type { DeathReason, RedriveStrategy } from './shapes/dead-letter-shape.ts';
import { readShape } from './shapes/index.ts';

/** A dead letter, and what is known of how it died. Its body is not part of it. */
export interface Death {
  readonly letter: DeadLetter;
  /** Name of its shape. */
  readonly shape: string;
  readonly strategy: RedriveStrategy;
  readonly consumer: string | null;
  readonly reason: DeathReason | null;
  /** Where the reason was found; null without one. */
  readonly reasonFrom: 'message' | 'logs' | 'logs of that time' | null;
  /** When it died, as far as is known, ISO 8601 UTC. */
  readonly at: string | null;
  readonly bodyShape: string;
  /** What deaths of the same cause have in common: the reason without what varies, and the shape of the body. */
  readonly signature: string;
  /** The reason as people may read it: one line, masked. */
  readonly sample: string;
}

/** What the consumer's log says about a message. */
export interface LoggedReason {
  readonly text: string;
  readonly at: string;
  /** No line names the message: the log said nearly nothing else while messages died. */
  readonly isByTime?: boolean;
}

/** What the logs say, when they were asked. */
export interface ReasonFound {
  readonly reason: LoggedReason | null;
  /** Why the logs say nothing; null when they were read. */
  readonly missing: string | null;
}

/** `logged`: what the log says about it, where the message itself does not say why it died. */
export function readDeath(letter: DeadLetter, logged: LoggedReason | null = null): Death {
  const { shape, reason: told, payload, consumer } = readShape(letter);
  // What was logged at that time says nothing of when this one died.
  const reason =
    told ??
    (logged === null
      ? null
      : { code: null, text: logged.text, at: logged.isByTime === true ? null : logged.at });
  const { pattern, sample } = patternOf([reason?.code, reason?.text].filter(Boolean).join(' '));
  const body = bodyShape(payload);
  return {
    letter,
    shape: shape.name,
    strategy: shape.strategy,
    consumer,
    reason,
    reasonFrom: told !== null ? 'message' : sourceOf(logged),
    at: reason?.at ?? letter.firstReceivedAt ?? letter.sentAt,
    bodyShape: body,
    signature: `${pattern === '' ? 'no reason' : pattern} | ${body}`,
    sample,
  };
}

function sourceOf(logged: LoggedReason | null): Death['reasonFrom'] {
  if (logged === null) return null;
  return logged.isByTime === true ? 'logs of that time' : 'logs';
}
