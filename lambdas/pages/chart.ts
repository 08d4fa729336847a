import type { DataPoint, MetricReading } from '../domain/evidence/evidence.ts';
import { metricLabel, metricValue, remarkLabel } from '../domain/evidence/evidence-facts.ts';
import { bandOf, type ChartScale, chartScale, plotHeight, plotWidth } from './chart-scale.ts';
import { type Html, html } from './html.ts';
import { lowerFirst } from './quantities.ts';
import { timeTag } from './times.ts';
import { clip } from './words.ts';

/** A moment to mark in a chart with a line. */
export interface ChartMark {
  readonly kind: 'onset' | 'change' | 'action';
  readonly at: string;
  readonly text: string;
}

const marksShown = 8;

/**
 * One metric with its baseline as a band and its moments as lines; what it shows is also said in words. The first
 * chart of a page explains the moments that all have in common.
 */
export function metricChart(
  reading: MetricReading,
  later: readonly DataPoint[],
  moments: readonly ChartMark[],
  explainsMoments: boolean,
): Html {
  const points = joinPoints(reading.points, later);
  const marks = marksOf(reading, points[0]?.at ?? reading.onsetAt, moments);
  const scale = chartScale(
    reading,
    points,
    marks.map(({ at }) => at),
  );
  return html`<figure>
<figcaption><b>${metricLabel(reading.name)}</b>: ${describe(reading)}</figcaption>
${scale === null ? html`<p class="quiet">No readings.</p>` : plot(reading, points, marks, scale)}
<ul class="marks">${marks.filter(({ kind }) => explainsMoments || kind === 'onset').map((mark) => html`<li>${sample(mark)}${timeTag(mark.at)} ${clip(mark.text, 140)}</li>`)}</ul>
</figure>`;
}

function plot(
  reading: MetricReading,
  points: readonly DataPoint[],
  marks: readonly ChartMark[],
  scale: ChartScale,
): Html {
  const from = new Date(scale.from).toISOString();
  const to = new Date(scale.to).toISOString();
  const label = `${metricLabel(reading.name)} from ${from.slice(11, 16)} to ${to.slice(11, 16)} UTC: ${describe(reading)}`;
  return html`<div class="plot">
<span>${metricValue(scale.max, reading.unit)}</span><span class="low">${metricValue(0, reading.unit)}</span>
<svg viewBox="0 0 ${plotWidth} ${plotHeight}" preserveAspectRatio="none" role="img" aria-label="${label}">
${band(reading, scale)}${marks.map((mark) => html`<path class="${mark.kind}" d="M${scale.x(mark.at)} 0V${plotHeight}"/>`)}
<path class="series" d="${seriesPath(points, reading.periodSeconds, scale)}"/></svg>
<span class="span">${timeTag(from)}${timeTag(to)}</span></div>`;
}

function band(reading: MetricReading, scale: ChartScale): Html | null {
  const range = bandOf(reading);
  if (range === null) {
    return null;
  }
  const top = scale.y(range.high);
  const height = Math.max(1, scale.y(range.low) - top);
  return html`<rect class="band" x="0" y="${Math.min(top, plotHeight - 1)}" width="${plotWidth}" height="${height}"/>`;
}

/** A gap in the data is a gap in the line, whether a reading is empty or there is none. */
function seriesPath(points: readonly DataPoint[], periodSeconds: number, scale: ChartScale): string {
  let path = '';
  let before = Number.NEGATIVE_INFINITY;
  for (const { at, value } of points) {
    if (value === null || !Number.isFinite(value)) {
      before = Number.NEGATIVE_INFINITY;
      continue;
    }
    const place = `${scale.x(at)} ${scale.y(value)}`;
    path += Date.parse(at) - before <= 2.5 * periodSeconds * 1000 ? `L${place}` : `M${place}h.1`;
    before = Date.parse(at);
  }
  return path;
}

function sample({ kind }: ChartMark): Html {
  return html`<svg viewBox="0 0 16 6" aria-hidden="true"><path class="${kind}" d="M0 3H16"/></svg>`;
}

function describe(reading: MetricReading): string {
  const { baseline, current, unit, onsetAt, remarks } = reading;
  const sentences = [
    current === null ? 'no current reading' : `${metricValue(current, unit)} when evidence was gathered`,
    baseline === null ? 'no baseline' : `usually ${metricValue(baseline.median, unit)}`,
  ];
  if (onsetAt === null && baseline !== null && current !== null) {
    sentences.push('within its usual range');
  }
  sentences.push(...remarks.filter((remark) => remark !== 'short').map(remarkLabel));
  return sentences.join(', ');
}

function marksOf(
  reading: MetricReading,
  from: string | null,
  moments: readonly ChartMark[],
): readonly ChartMark[] {
  const onset: readonly ChartMark[] =
    reading.onsetAt === null
      ? []
      : [
          {
            kind: 'onset',
            at: reading.onsetAt,
            text: `${lowerFirst(metricLabel(reading.name))} left its baseline`,
          },
        ];
  return [...onset, ...moments]
    .filter(({ at }) => from !== null && Date.parse(at) >= Date.parse(from))
    .sort((a, b) => Date.parse(a.at) - Date.parse(b.at))
    .slice(0, marksShown);
}

/** The baseline reaches back further than what is worth looking at. */
const minutesShown = 60;

function joinPoints(points: readonly DataPoint[], later: readonly DataPoint[]): readonly DataPoint[] {
  const byTime = new Map([...points, ...later].map((point) => [Date.parse(point.at), point]));
  const newest = Math.max(...points.map(({ at }) => Date.parse(at)));
  return [...byTime.entries()]
    .filter(([time]) => time >= newest - minutesShown * 60_000)
    .sort(([a], [b]) => a - b)
    .map(([, point]) => point);
}
