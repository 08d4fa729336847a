import type { MetricReading } from '../../domain/records/evidence.ts';
import type { PostmortemAction } from '../../domain/reporting/postmortem/document/postmortem-schema.ts';
import { effectLabel } from '../../domain/reporting/postmortem/formats/postmortem-labels.ts';
import { metricValue } from '../../domain/triage/series/metric-labels.ts';
import { metricChart } from '../chart/chart.ts';
import type { ChartMark } from '../chart/chart-marks.ts';
import { type Html, html } from '../html/html.ts';
import { clip } from '../html/labels.ts';
import { statementItem } from './statements.ts';

/** One action with what is on record of it, and a chart of what it was to improve. */
export function actionBlock(action: PostmortemAction, near: string): Html {
  const { summary, outcome, resource, statements, effect } = action;
  return html`<div class="card"><h3>${clip(summary, 300)}</h3>
<p class="small quiet">${clip(outcome, 200)} · ${clip(action.action, 80)} on ${clip(resource, 160)}</p>
<ul>${statements.map((each) => statementItem(each, near))}</ul>
${effect !== null && chart(effect, summary)}</div>`;
}

function chart(effect: NonNullable<PostmortemAction['effect']>, summary: string): Html {
  const { metric, unit, periodSeconds, points, baseline, onsetAt, takenAt, undoneAt, expected } = effect;
  const before = points.findLast(({ at, value }) => at < takenAt && value !== null)?.value ?? null;
  const reading: MetricReading = {
    name: metric,
    unit,
    periodSeconds,
    points,
    baseline,
    onsetAt,
    current: before,
    qualityFlags: [],
    query: '',
  };
  const marks: ChartMark[] = [
    { kind: 'action', at: takenAt, text: summary, number: 1 },
    ...(undoneAt === null
      ? []
      : [{ kind: 'action' as const, at: undoneAt, text: 'It was taken back', number: 2 }]),
  ];
  return html`${metricChart(reading, [], marks, true)}
<p class="small">${effectLabel(effect, (value) => metricValue(value, unit))}. Expected: ${clip(expected, 200)}.</p>`;
}
