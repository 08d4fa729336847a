import { messageOfLine } from '../../domain/triage/logs/log-message.ts';
import type { CountedMessage } from '../../domain/triage/logs/rank-patterns.ts';
import { grafanaLink } from '../loki/grafana-link.ts';
import type { LogLine, Loki, LokiPolicy } from '../loki/loki.ts';
import type { LogsSource } from './logs-source.ts';

/** Fewer than Loki gives in one answer (5,000, `max_entries_limit_per_query`): each different line is masked here. */
const mostLines = 3000;

/** Error lines out of Loki: the newest of each span. It has no way to group messages, so that busy logs are a sample. */
export function createLokiLogsSource(loki: Loki, policy: LokiPolicy): LogsSource {
  const { url, selector, grafana } = policy;
  return {
    place: new URL(url).host,
    query: ({ before, after }) => {
      const span = { from: before.from, until: after.until };
      return { text: selector, link: grafana === undefined ? null : grafanaLink(grafana, selector, span) };
    },
    async read({ before, after, signal }) {
      const [earlier, now] = await Promise.all([
        loki.lines(selector, before, mostLines, signal).catch(() => null),
        loki.lines(selector, after, mostLines, signal),
      ]);
      return {
        before: countLines(earlier ?? []),
        isBeforeKnown: earlier !== null,
        after: countLines(now),
        truncated: earlier === null || [earlier, now].some(({ length }) => length >= mostLines),
      };
    },
  };
}

/** When lines are missing, the oldest are: the first one read is then not the first there was. */
function countLines(lines: readonly LogLine[]): readonly CountedMessage[] {
  const isSample = lines.length >= mostLines;
  const counted = new Map<string, { count: number; first: number }>();
  for (const { at, line } of lines) {
    const message = messageOfLine(line);
    const { count, first } = counted.get(message) ?? { count: 0, first: at };
    counted.set(message, { count: count + 1, first: Math.min(first, at) });
  }
  return [...counted].map(([message, { count, first }]) => ({
    message,
    count,
    firstAt: isSample ? null : new Date(first).toISOString(),
  }));
}
