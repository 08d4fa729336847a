import { countLabel } from '../../number-labels.ts';
import type { LogPattern, LogsEvidence } from '../../records/evidence.ts';

/** `0 → 1,204`, and `or more` where not everything was read. */
export function occurrenceLabel(
  { countBefore, countAfter }: Pick<LogPattern, 'countBefore' | 'countAfter'>,
  { truncated }: Pick<LogsEvidence, 'truncated'>,
): string {
  return `${countLabel(countBefore)} → ${countLabel(countAfter)}${truncated ? ' or more' : ''}`;
}
