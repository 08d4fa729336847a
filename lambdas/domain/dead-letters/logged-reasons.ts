import { messageOfLine } from '../triage/logs/log-message.ts';
import type { DeadLetter } from './dead-letter.ts';
import type { LoggedReason } from './death.ts';

export interface LogLine {
  readonly at: string;
  readonly text: string;
}

/** Shorter ids could stand in a line by chance. */
const leastId = 8;

/**
 * What the log of a consumer says about dead letters, by message id: the last line that names the message. Lines that merely came at the
 * same time are not taken: with many messages at work, they are about others.
 */
export function loggedReasons(
  letters: readonly Pick<DeadLetter, 'id'>[],
  lines: readonly LogLine[],
): ReadonlyMap<string, LoggedReason> {
  const found = new Map<string, LoggedReason>();
  const wanted = new Set(letters.map(({ id }) => id).filter((id) => id.length >= leastId));
  for (const { at, text } of lines.toSorted((a, b) => (a.at < b.at ? -1 : 1))) {
    for (const id of text.match(/[A-Za-z0-9-]{8,100}/g) ?? []) {
      if (wanted.has(id)) found.set(id, { at, text: messageOfLine(text) });
    }
  }
  return found;
}
