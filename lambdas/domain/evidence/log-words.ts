import type { LogPattern, LogsEvidence } from './evidence.ts';
import { countWords } from './number-words.ts';

/** `0 → 1,204`, and `or more` where not everything was read. */
export function occurrenceWords(
  { countBefore, countAfter }: Pick<LogPattern, 'countBefore' | 'countAfter'>,
  { truncated }: Pick<LogsEvidence, 'truncated'>,
): string {
  return `${countWords(countBefore)} → ${countWords(countAfter)}${truncated ? ' or more' : ''}`;
}
