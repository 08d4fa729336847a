import { severities } from '../../domain/records/severity.ts';
import type { ReportGroup } from '../../domain/reporting/numbers/report.ts';
import { type Html, html } from '../html/html.ts';

const height = 60;
const step = 22;
const barWidth = 16;
/** Of older weeks the table tells. */
const mostWeeks = 26;

/** Incidents by week as bars, the worst at the bottom; what they show stands in words beside and below. */
export function weekChart(groups: readonly ReportGroup[]): Html {
  const weeks = [...Map.groupBy(groups, ({ week }) => week)]
    .map(([week, own]) => ({
      week,
      counts: severities.map((name) => own.reduce((sum, { bySeverity }) => sum + bySeverity[name], 0)),
    }))
    .toSorted((a, b) => (a.week < b.week ? -1 : 1))
    .slice(-mostWeeks);
  const most = Math.max(1, ...weeks.map(({ counts }) => total(counts)));
  const width = Math.max(1, weeks.length) * step;
  const label = weeks.map(({ week, counts }) => `week of ${week}: ${total(counts)}`).join(', ');
  return html`<svg class="weeks" viewBox="0 0 ${width} ${height + 2}" width="${width}" height="${height + 2}" role="img" aria-label="${`Incidents by week. ${label}`}">
${weeks.map(({ counts }, place) => barsOf(counts, place, most))}
<rect class="rail" y="${height}" width="${width}" height="1"/></svg>`;
}

const tones = ['bad', 'quiet', 'plain'] as const;

function barsOf(counts: readonly number[], place: number, most: number): readonly Html[] {
  let top = height;
  return counts.map((count, index) => {
    const tall = Math.round((count / most) * height);
    top -= tall;
    return html`<rect class="${tones[index] ?? 'plain'}" x="${place * step}" y="${top}" width="${barWidth}" height="${tall}"/>`;
  });
}

function total(counts: readonly number[]): number {
  return counts.reduce((sum, count) => sum + count, 0);
}
