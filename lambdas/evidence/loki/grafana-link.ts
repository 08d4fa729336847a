import type { TimeSpan } from '../../domain/records/evidence.ts';

/** The query in Grafana's Explore. https://grafana.com/docs/grafana/latest/explore/get-started-with-explore/ */
export function grafanaLink(
  { url, datasource }: { readonly url: string; readonly datasource: string },
  expr: string,
  { from, until }: TimeSpan,
): string | null {
  const base = URL.parse(url);
  if (base === null || base.username !== '' || base.password !== '') return null;
  const source = { type: 'loki', uid: datasource };
  const pane = {
    datasource,
    queries: [{ refId: 'A', datasource: source, expr, queryType: 'range' }],
    range: { from: String(Date.parse(from)), to: String(Date.parse(until)) },
  };
  const params = new URLSearchParams({ schemaVersion: '1', panes: JSON.stringify({ a: pane }) });
  return `${base.origin}${base.pathname.replace(/\/+$/, '')}/explore?${params.toString()}`;
}
