import type { MetricReading } from '../../../domain/records/evidence.ts';
import type { IncidentView } from '../../../domain/reporting/views/incident-view.ts';
import { metricLabel, metricValue } from '../../../domain/triage/series/metric-labels.ts';
import { describe, metricChart, type SharedDrawings } from '../../chart/chart.ts';
import { type ChartMark, momentsOf } from '../../chart/chart-marks.ts';
import { type Html, html } from '../../html/html.ts';
import { timeTag } from '../../html/times.ts';
import { degradationOf } from './degradation.ts';
import { sourceDetails } from './source-details.ts';

/** More charts at once are scrolled past. */
const mostOpen = 2;
const mostInShort = 4;

/** Series that left their usual range first, as charts; the others are told in short, with their charts folded away. */
export function seriesItems(
  incident: IncidentView,
  readings: readonly MetricReading[],
  charts: number,
): { readonly open: readonly Html[]; readonly folded: Html | false } {
  const left = readings.filter(({ onsetAt }) => onsetAt !== null).length;
  const moments = momentsOf(incident, degradationOf(incident).onset?.at ?? null);
  const shared: SharedDrawings = new Map();
  const drawn = readings
    .slice(0, charts)
    .map((reading, place) => chartOf(incident, reading, place === 0, { moments, shared }));
  const open = drawn.slice(0, Math.min(mostOpen, Math.max(1, left)));
  const others = readings.slice(open.length);
  const undrawn = readings.slice(drawn.length);
  return {
    open,
    folded:
      others.length > 0 &&
      html`<details id="other-metrics" class="small"><summary>${others.slice(0, mostInShort).map(inShort)}${others.length > mostInShort && ` and ${others.length - mostInShort} more`}</summary>${drawn.slice(open.length)}${
        undrawn.length > 0 &&
        html`<ul class="small">${undrawn.map((reading) => html`<li><b>${metricLabel(reading.name)}</b>: ${describe(reading)}</li>`)}</ul>`
      }</details>`,
  };
}

/** `p99 latency 445 ms`, and since when where it left its usual range. */
function inShort({ name, unit, current, onsetAt }: MetricReading, place: number): Html {
  const value = current === null ? 'not known' : metricValue(current, unit);
  return html`${place > 0 && '; '}${metricLabel(name)} ${value}${onsetAt !== null && html`, since ${timeTag(onsetAt)}`}`;
}

function chartOf(
  incident: IncidentView,
  reading: MetricReading,
  explainsMoments: boolean,
  { moments, shared }: { readonly moments: readonly ChartMark[]; readonly shared: SharedDrawings },
): Html {
  return html`${metricChart(reading, laterPoints(incident, reading.name), moments, explainsMoments, shared)}${sourceDetails(reading.query, null)}`;
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
