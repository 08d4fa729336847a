import { metricLabel, metricValue } from '../../../triage/series/metric-labels.ts';
import { sparkline } from '../../labels/sparkline.ts';
import type { Postmortem, PostmortemAction } from '../document/postmortem-schema.ts';
import { markdownText as md } from '../markdown-text.ts';
import { citesOf, effectLabel } from './postmortem-labels.ts';

/** Each action with what is on record of it, and its effect as a sparkline with `|` where it was taken. */
export function markdownActions({ actions }: Postmortem): readonly string[] {
  return actions.flatMap((action) => [
    `- **${md(action.summary)}**: ${md(action.outcome)} (${md(action.action)} on ${md(action.resource)})`,
    ...action.statements.map(({ text, cites }) => `  - ${md(text)} ${citesOf(cites)}`),
    ...(action.effect === null ? [] : [`  - ${effect(action.effect)}`]),
  ]);
}

function effect(given: NonNullable<PostmortemAction['effect']>): string {
  const { metric, unit, points, takenAt, expected } = given;
  const values = points.map(({ value }) => value);
  const place = points.findIndex(({ at }) => at >= takenAt);
  const whole = sparkline(values, values.length);
  const line = place === -1 ? whole : `${whole.slice(0, place)}|${whole.slice(place)}`;
  const said = effectLabel(given, (value) => metricValue(value, unit));
  return `${metricLabel(metric)}: \`${line}\` (${said}; expected: ${md(expected)})`;
}
