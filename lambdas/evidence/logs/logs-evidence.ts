import { countLabel } from '../../domain/number-labels.ts';
import type { LogPattern, LogsEvidence, TimeSpan } from '../../domain/records/evidence.ts';
import type { PatternItem } from '../../domain/reporting/evidence/evidence-section.ts';
import { durationLabel } from '../../domain/reporting/labels/duration-label.ts';
import { occurrenceLabel } from '../../domain/reporting/labels/log-labels.ts';
import type { EvidencePlugIn } from '../../ports/plug-ins/evidence-kind.ts';
import { logsConditions } from './logs-conditions.ts';
import { logsResponse } from './logs-response.ts';

/** Patterns that a mail has room for, and that a postmortem cites: beyond these the logs themselves are better reading. */
const factsTold = 3;
const errorsCited = 5;

/** Errors in the logs, by pattern, before and after the onset. */
export const logsEvidence = {
  kind: 'logs',
  title: 'Logs',
  handler: 'read-logs',
  conditions: logsConditions,
  response: logsResponse,
  gathered: ({ patterns }) =>
    `Logs read: ${patterns.length} error patterns, ${patterns.filter(({ isNew }) => isNew).length} of them new`,
  missing: ({ missing = [] }) => missing.map(({ place, reason }) => `${place}: ${reason}`),
  facts: (logs) =>
    telling(logs, factsTold).map((pattern) => ({
      kind: 'logs',
      text: factText(pattern, logs.truncated),
      at: pattern.firstSeenAt ?? logs.gatheredAt,
      source: logs.query,
      points: [],
    })),
  glance: {
    term: 'New error',
    none: 'None in the logs.',
    unread: 'No log was read.',
    lines(logs) {
      const [first, ...others] = logs.patterns.filter(({ isNew }) => isNew);
      if (first === undefined) return { lines: [], more: 0 };
      const count = occurrenceLabel(first, logs);
      const line = [
        { tone: 'code', text: first.pattern },
        { tone: 'plain', text: ' ' },
        { tone: 'strong', text: count },
      ] as const;
      return { lines: [line], more: others.length };
    },
  },
  section(logs) {
    const { before, after, patterns, truncated, query, link } = logs;
    return {
      id: 'errors',
      heading: 'Top errors',
      lead:
        patterns.length === 0
          ? `No error was logged between ${before.from} and ${after.until}.`
          : `How often in the ${lengthOf(before)} before ${after.from} → in the ${lengthOf(after)} since. Bars compare how often a minute.`,
      caveat: truncated ? 'Not everything could be read: the counts are lower bounds.' : null,
      items: patterns.map((pattern) => itemOf(pattern, logs)),
      source: { query, link },
    };
  },
  postmortem: {
    section: 'cause',
    statements(logs) {
      const cited = telling(logs, errorsCited);
      if (cited.length === 0) return [{ text: 'No error in the logs was new or more frequent.' }];
      return cited.map((pattern) => ({
        text: `${pattern.isNew ? 'New error' : 'Error'} in the logs, before → after the onset ${occurrenceLabel(pattern, logs)}: ${pattern.pattern}`,
        counted: `messages between ${logs.before.from} and ${logs.after.until}${logs.truncated ? ', of which not all could be read' : ''}`,
        query: logs.query,
      }));
    },
    unread: 'Unknown: the logs could not be read.',
  },
} satisfies EvidencePlugIn<LogsEvidence>;

/** New errors, and those that became more. */
function telling({ patterns }: LogsEvidence, most: number): readonly LogPattern[] {
  return patterns
    .filter(({ isNew, countBefore, countAfter }) => isNew || countAfter > countBefore)
    .slice(0, most);
}

/** `New error, 214 times since 02:01:03 UTC: TypeError …`. */
function factText(
  { pattern, countBefore, countAfter, firstSeenAt, isNew }: LogPattern,
  truncated: boolean,
): string {
  const times = `${truncated ? 'at least ' : ''}${countAfter === 1 ? 'once' : `${countLabel(countAfter)} times`}`;
  const since = isNew && firstSeenAt !== null ? ` since ${firstSeenAt.slice(11, 19)} UTC` : '';
  return isNew
    ? `New error, ${times}${since}: ${pattern}`
    : `Error ${times}, ${countLabel(countBefore)} before: ${pattern}`;
}

/** Rates are a minute's: the spans are of different length. */
function itemOf(pattern: LogPattern, logs: LogsEvidence): PatternItem {
  const { countBefore, countAfter, isNew, firstSeenAt, sample } = pattern;
  return {
    form: 'pattern',
    text: pattern.pattern,
    count: occurrenceLabel(pattern, logs),
    isNew,
    firstSeenAt,
    before: countBefore / minutesOf(logs.before),
    after: countAfter / minutesOf(logs.after),
    sample,
  };
}

function lengthOf(span: TimeSpan): string {
  return durationLabel(Date.parse(span.until) - Date.parse(span.from));
}

function minutesOf({ from, until }: TimeSpan): number {
  const minutes = (Date.parse(until) - Date.parse(from)) / 60_000;
  return minutes > 0 ? minutes : 1;
}
