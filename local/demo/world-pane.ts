import { metricLabel, metricValue } from '../../lambdas/domain/triage/series/metric-labels.ts';
import { metricChart } from '../../lambdas/pages/chart/chart.ts';
import type { ChartMark } from '../../lambdas/pages/chart/chart-marks.ts';
import { type Html, html } from '../../lambdas/pages/html/html.ts';
import { timeTag } from '../../lambdas/pages/html/times.ts';
import type { WorldReadings } from './world-readings.ts';

/** What happened in the simulated world, by its own clock. */
export interface StoryLine {
  readonly at: string;
  readonly text: string;
}

const mostLines = 6;

/** What nobody but the onlooker sees: how the account really is, before any monitoring. */
export function worldPane(
  world: readonly WorldReadings[],
  story: readonly StoryLine[],
  moments: readonly ChartMark[],
): Html {
  return html`${story.length === 0 ? html`<p class="quiet">Nothing has happened yet.</p>` : html`<ul class="story">${story.slice(-mostLines).map(({ at, text }) => html`<li>${timeTag(at)} ${text}</li>`)}</ul>`}
${world.map(
  ({ of, readings }, place) => html`<section><h3>${of}</h3>
${readings.slice(0, place === 0 ? 3 : 1).map((reading, index) => html`<h4>${metricLabel(reading.name)} <b>${reading.current === null ? '–' : metricValue(reading.current, reading.unit)}</b></h4>${metricChart(reading, [], moments, place === 0 && index === 0)}`)}</section>`,
)}`;
}
