import type { MetricReading } from '../../../domain/records/evidence.ts';
import type { IncidentView } from '../../../domain/reporting/views/incident-view.ts';
import { metricLabel } from '../../../domain/triage/series/metric-labels.ts';
import { describe, metricChart } from '../../chart/chart.ts';
import { type ChartMark, momentsOf } from '../../chart/chart-marks.ts';
import { type Html, html } from '../../html/html.ts';
import { degradationOf } from './degradation.ts';
import { sourceDetails } from './source-details.ts';

/** Series that left their usual range, as charts; the others in words, with their charts folded away. */
export function seriesItems(
  incident: IncidentView,
  readings: readonly MetricReading[],
  charts: number,
): { readonly open: readonly Html[]; readonly inWords: Html | false; readonly folded: Html | false } {
  const open = Math.max(1, readings.filter(({ onsetAt }) => onsetAt !== null).length);
  const moments = momentsOf(incident, degradationOf(incident).onset?.at ?? null);
  const drawn = readings.slice(0, charts);
  const chart = (reading: MetricReading, place: number) => chartOf(incident, reading, moments, place === 0);
  const folded = drawn.slice(open).map((reading) => chart(reading, open));
  const inWords = readings.slice(Math.min(open, drawn.length));
  return {
    open: drawn.slice(0, open).map(chart),
    inWords:
      inWords.length > 0 &&
      html`<ul class="small">${inWords.map((reading) => html`<li><b>${metricLabel(reading.name)}</b>: ${describe(reading)}</li>`)}</ul>`,
    folded:
      folded.length > 0 &&
      html`<details id="other-metrics"><summary>${folded.length === 1 ? 'Its chart' : 'Their charts'}</summary>${folded}</details>`,
  };
}

function chartOf(
  incident: IncidentView,
  reading: MetricReading,
  moments: readonly ChartMark[],
  explainsMoments: boolean,
): Html {
  return html`${metricChart(reading, laterPoints(incident, reading.name), moments, explainsMoments, true)}${sourceDetails(reading.query, null)}`;
}

/** What was read later than the evidence: while people decided, when it was over, and what steps were judged by. */
function laterPoints({ evidence, plan }: IncidentView, metric: string) {
  const later = evidence.flatMap((each) =>
    'readings' in each ? [...(each.latest?.readings ?? []), ...(each.course?.readings ?? [])] : [],
  );
  const judged = (plan?.steps ?? []).filter((step) => step.expectation.metric === metric);
  return [
    ...later.filter(({ name }) => name === metric).flatMap(({ points }) => points),
    ...judged.flatMap((step) => step.verification?.readings ?? []),
  ];
}
