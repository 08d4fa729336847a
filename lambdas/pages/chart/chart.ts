import type { DataPoint, MetricReading } from '../../domain/records/evidence.ts';
import { lowerFirst, upperFirst } from '../../domain/reporting/labels/first-letter.ts';
import { qualityLabel } from '../../domain/reporting/labels/quality-labels.ts';
import { metricLabel, metricValue } from '../../domain/triage/series/metric-labels.ts';
import { type Html, html, renderHtml } from '../html/html.ts';
import { clip } from '../html/labels.ts';
import { timeTag } from '../html/times.ts';
import { type ChartMark, flagsOf, markKinds } from './chart-marks.ts';
import { bandOf, type ChartScale, chartScale, plotHeight, plotWidth } from './chart-scale.ts';
import { type DrawnPoints, joinPoints, minutesShown, seriesPath } from './chart-series.ts';

/** Space above the plot for the numbers of its marks, in CSS pixels. */
const flagsHeight = 16;
const plotPixels = 120;
/** What is thinner is not seen. */
const thinnest = (2 / plotPixels) * plotHeight;

/** The ids of what the charts of a page have drawn so far, by markup. */
export type SharedDrawings = Map<string, string>;

/**
 * One metric with its baseline as a band and its moments as lines; what it shows is also said in words. The first
 * chart of a page explains the moments that all have in common.
 */
export function metricChart(
  reading: MetricReading,
  later: readonly DataPoint[],
  moments: readonly ChartMark[],
  explainsMoments: boolean,
  /** Of a page whose script tells the value where one points: what its charts have in common is drawn once. */
  shared: SharedDrawings | null = null,
): Html {
  const drawn = joinPoints(reading.points, later, reading.onsetAt);
  const { points } = drawn;
  const marks = marksOf(reading, points, moments);
  const scale = chartScale(
    reading,
    points,
    marks.map(({ at }) => at),
  );
  const explained = marks.filter(({ kind }) => explainsMoments || kind === 'onset');
  return html`<figure>
<figcaption><b>${metricLabel(reading.name)}</b>: ${describe(reading)}${reading.qualityFlags.length > 0 && html` <span class="caveat">${upperFirst(qualityLabel(reading.qualityFlags))}.</span>`}</figcaption>
${scale === null ? html`<p class="quiet">No readings.</p>` : plot(reading, drawn, marks, scale, shared)}
${scale !== null && explained.length > 0 && html`<ul class="marks">${explained.map(explain)}</ul>`}
</figure>`;
}

/** `41.2 % when evidence was gathered, usually 0.4 % (0 to 1 %)`. */
export function describe(reading: MetricReading): string {
  const { baseline, current, unit, onsetAt } = reading;
  const band = bandOf(reading);
  const sentences = [
    current === null ? 'no current reading' : `${metricValue(current, unit)} when evidence was gathered`,
    baseline === null || band === null
      ? 'no baseline'
      : `usually ${metricValue(baseline.median, unit)} (${Number(band.low.toPrecision(3))} to ${metricValue(band.high, unit)})`,
  ];
  if (onsetAt === null && baseline !== null && current !== null) {
    sentences.push('no lasting change');
  }
  return sentences.join(', ');
}

function plot(
  reading: MetricReading,
  drawn: DrawnPoints,
  marks: readonly ChartMark[],
  scale: ChartScale,
  shared: SharedDrawings | null,
): Html {
  const from = new Date(scale.from).toISOString();
  const to = new Date(scale.to).toISOString();
  // What it shows is said in words below and above: once is enough for whoever hears it.
  const label = `${metricLabel(reading.name)} over time, as told in its caption`;
  const placed = marks.map((mark) => ({ ...mark, x: scale.x(mark.at) }));
  return html`<div class="plot">
<div class="y">${[1, 0.5, 0].map((share) => html`<span>${metricValue(scale.max * share, reading.unit)}</span>`)}</div>
${shared !== null ? html`<div class="draw" tabindex="0" data-from="${scale.from}" data-to="${scale.to}" data-max="${scale.max}" data-unit="${metricValue(0, reading.unit).slice(1)}">` : html`<div class="draw">`}<svg role="img" aria-label="${label}"><svg y="${flagsHeight}" height="${plotPixels}" viewBox="0 0 ${plotWidth} ${plotHeight}" preserveAspectRatio="none">${band(reading, scale)}${drawOnce(shared, html`${grid}${markKinds.map((kind) => kind !== 'onset' && markLines(kind, placed))}`)}${markLines('onset', placed)}<path class="series" d="${seriesPath(drawn, reading.periodSeconds, scale)}"/></svg>
${drawOnce(shared, html`${flagsOf(placed, plotWidth).map(({ x, text }) => html`<text x="${percent(x)}" y="11" text-anchor="${anchorOf(x)}">${text}</text>`)}`)}</svg>${shared !== null && html`<output></output>`}</div>
<div class="x">${timeTag(from)}${timeTag(to)}</div></div>`;
}

const grid = html`<path class="grid" d="M0 0H${plotWidth}M0 ${plotHeight / 2}H${plotWidth}M0 ${plotHeight}H${plotWidth}"/>`;

/** What an earlier chart of the page has drawn just so is shown again by its id. */
function drawOnce(shared: SharedDrawings | null, drawing: Html): Html {
  const markup = renderHtml(drawing);
  if (shared === null || markup === '') return drawing;
  const known = shared.get(markup);
  if (known !== undefined) return html`<use href="${`#${known}`}"/>`;
  const id = `drawn${shared.size}`;
  shared.set(markup, id);
  return html`<g id="${id}">${drawing}</g>`;
}

function markLines(
  kind: ChartMark['kind'],
  marks: readonly (ChartMark & { readonly x: number })[],
): Html | null {
  const path = marks.flatMap((mark) => (mark.kind === kind ? [`M${mark.x} 0V${plotHeight}`] : [])).join('');
  return path === '' ? null : html`<path class="${kind}" d="${path}"/>`;
}

function band(reading: MetricReading, scale: ChartScale): Html | null {
  const range = bandOf(reading);
  if (range === null || !Number.isFinite(range.high)) {
    return null;
  }
  const top = scale.y(range.high);
  const height = Math.max(thinnest, scale.y(range.low) - top);
  return html`<rect class="band" x="0" y="${Math.min(top, plotHeight - thinnest)}" width="${plotWidth}" height="${height}"/>`;
}

function explain({ kind, at, text, number }: ChartMark): Html {
  return html`<li><i class="${kind}"></i><span>${number !== null && html`<b>${number}</b> `}${timeTag(at)} ${clip(text, 140)}</span></li>`;
}

function marksOf(
  reading: MetricReading,
  points: readonly DataPoint[],
  moments: readonly ChartMark[],
): readonly ChartMark[] {
  const [first] = points;
  const last = points.at(-1);
  if (first === undefined || last === undefined) {
    return [];
  }
  const onset: readonly ChartMark[] =
    reading.onsetAt === null
      ? []
      : [
          {
            kind: 'onset',
            at: reading.onsetAt,
            text: `${lowerFirst(metricLabel(reading.name))} left its usual range`,
            number: null,
          },
        ];
  const until = Date.parse(last.at) + minutesShown * 60_000;
  return [...onset, ...moments].filter(
    ({ at }) => Date.parse(at) >= Date.parse(first.at) && Date.parse(at) <= until,
  );
}

function percent(x: number): string {
  return `${Math.round((x / plotWidth) * 1000) / 10}%`;
}

function anchorOf(x: number): 'start' | 'middle' | 'end' {
  if (x < 0.02 * plotWidth) return 'start';
  return x > 0.98 * plotWidth ? 'end' : 'middle';
}
