import type { MetricReading } from '../../../domain/records/evidence.ts';
import type { IncidentView } from '../../../domain/reporting/views/incident-view.ts';
import { metricLabel } from '../../../domain/triage/series/metric-labels.ts';
import { describe, metricChart } from '../../chart/chart.ts';
import { type ChartMark, momentsOf } from '../../chart/chart-marks.ts';
import { type Html, html } from '../../html/html.ts';
import { timeTag } from '../../html/times.ts';
import { degradationOf } from './degradation.ts';
import { found, partsNote } from './found-evidence.ts';
import { sourceDetails } from './source-details.ts';

/** The metrics that left their usual range, as charts; the others in words, with their charts folded away. */
export function metricsSection(incident: IncidentView, charts: number): Html | null {
  const metrics = found(incident, 'metrics');
  if (metrics === null || metrics.readings.length === 0) {
    return null;
  }
  const degradation = degradationOf(incident);
  const ordered = degradation.readings;
  const open = Math.max(1, ordered.filter(({ onsetAt }) => onsetAt !== null).length);
  const moments = momentsOf(incident, degradation.onset?.at ?? null);
  const drawn = ordered.slice(0, charts);
  const chart = (reading: MetricReading, place: number) => chartOf(incident, reading, moments, place === 0);
  const folded = drawn.slice(open).map((reading) => chart(reading, open));
  const listed = ordered.slice(Math.min(open, drawn.length));
  return html`<section id="metrics"><h2>Metrics</h2>
<p class="small quiet">Read ${timeTag(metrics.gatheredAt)}. Shaded: the usual range.</p>
${drawn.slice(0, open).map(chart)}
${listed.length > 0 && html`<ul class="small">${listed.map((reading) => html`<li><b>${metricLabel(reading.name)}</b>: ${describe(reading)}</li>`)}</ul>`}
${partsNote(incident, 'metrics')}
${folded.length > 0 && html`<details id="other-metrics"><summary>${folded.length === 1 ? 'Its chart' : `Their charts`}</summary>${folded}</details>`}
</section>`;
}

function chartOf(
  incident: IncidentView,
  reading: MetricReading,
  moments: readonly ChartMark[],
  explainsMoments: boolean,
): Html {
  return html`${metricChart(reading, laterPoints(incident, reading.name), moments, explainsMoments)}${sourceDetails(reading.query, null)}`;
}

/** The readings by which steps were judged, which are later than the evidence. */
function laterPoints({ plan }: IncidentView, metric: string) {
  return (plan?.steps ?? [])
    .filter((step) => step.expectation.metric === metric)
    .flatMap((step) => step.verification?.readings ?? []);
}
