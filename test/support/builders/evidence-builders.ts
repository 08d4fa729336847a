import type { LogPattern, LogsEvidence } from '../../../lambdas/domain/records/evidence.ts';
import { aLogPattern, logsEvidence as impactLogs } from './impact-evidence.ts';

/** First seen at 02:01:05, just after the onset of `aReading`. */
export function aPattern(overrides: Partial<LogPattern> = {}): LogPattern {
  return aLogPattern({
    pattern: 'TypeError: cannot read property currency of undefined',
    sample: 'TypeError: cannot read property currency of undefined',
    countAfter: 400,
    firstSeenAt: '2026-11-23T02:01:05.000Z',
    ...overrides,
  });
}

/** An hour before 02:01 and two minutes after. */
export function logsEvidence(...patterns: readonly LogPattern[]): LogsEvidence {
  return impactLogs({
    gatheredAt: '2026-11-23T02:03:00.000Z',
    before: { from: '2026-11-23T01:01:00.000Z', until: '2026-11-23T02:01:00.000Z' },
    after: { from: '2026-11-23T02:01:00.000Z', until: '2026-11-23T02:03:00.000Z' },
    patterns,
    query: 'fields @message',
  });
}

/** A line that an error message may be, with nothing that differs before and after. */
export function aMessage(text: string, overrides: Partial<LogPattern> = {}): LogPattern {
  return aPattern({ pattern: text, sample: text, ...overrides });
}
