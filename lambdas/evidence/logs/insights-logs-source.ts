import type { TimeSpan } from '../../domain/records/evidence.ts';
import { composeMessage } from '../../domain/triage/logs/log-message.ts';
import type { CountedMessage } from '../../domain/triage/logs/rank-patterns.ts';
import type { InsightsQueryResult, RunInsightsQuery } from '../insights/insights.ts';
import { insightsLink } from '../insights/insights-link.ts';
import { errorPatternsQuery, mostPatternRows } from '../insights/insights-queries.ts';
import type { LogsSource } from './logs-source.ts';

export interface InsightsPlace {
  readonly region: string;
  readonly logGroups: readonly string[];
  readonly filter: string | undefined;
}

/** Error messages from CloudWatch Logs, counted there: one query for each span, so that both can be counted whole. */
export function createInsightsLogsSource(run: RunInsightsQuery, place: InsightsPlace): LogsSource {
  const { region, logGroups, filter } = place;
  const query = errorPatternsQuery(filter);
  return {
    place: logGroups.join(', '),
    query: ({ before, after }) => {
      const span = { from: before.from, until: after.until };
      return { text: query, link: insightsLink({ region, logGroups, span, query }) };
    },
    async read({ before, after, signal }) {
      const ask = (span: TimeSpan) => run({ logGroups, span, query, signal });
      // Both are awaited, whatever becomes of one: a query that is left alone is never stopped.
      const [asked, asking] = await Promise.allSettled([ask(before), ask(after)]);
      if (asking.status === 'rejected') throw asking.reason;
      // Without the time before nothing can be called new; what fails now is still worth knowing.
      const earlier = asked.status === 'fulfilled' ? asked.value : null;
      const now = asking.value;
      return {
        before: messagesOf(earlier),
        isBeforeKnown: earlier?.isComplete === true,
        after: messagesOf(now),
        truncated: earlier === null || isCut(earlier) || isCut(now),
      };
    },
  };
}

function isCut({ isComplete, rows }: InsightsQueryResult): boolean {
  return !isComplete || rows.length >= mostPatternRows;
}

/** A group that comes twice counts once: an answer in pages may repeat rows. */
function messagesOf(result: InsightsQueryResult | null): readonly CountedMessage[] {
  const groups = new Map<string, CountedMessage>();
  for (const row of result?.rows ?? []) {
    const parts = {
      text: row.get('messageText'),
      errorName: row.get('errorName'),
      errorText: row.get('errorText'),
    };
    const count = Number(row.get('lines'));
    if (!Number.isFinite(count)) continue;
    const message = composeMessage(parts);
    groups.set(JSON.stringify(parts), { message, count, firstAt: timeOf(row.get('firstAt')) });
  }
  return [...groups.values()];
}

/** Epoch milliseconds, or `2026-11-23 02:01:00.000` in UTC, as the console formats it. */
function timeOf(value: string | undefined): string | null {
  if (value === undefined || value === '') return null;
  const number = Number(value);
  const time = new Date(Number.isNaN(number) ? value.replace(' ', 'T').replace(/Z?$/, 'Z') : number);
  return Number.isNaN(time.getTime()) ? null : time.toISOString();
}
