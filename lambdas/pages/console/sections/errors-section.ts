import type { LogPattern, TimeSpan } from '../../../domain/records/evidence.ts';
import { occurrenceLabel } from '../../../domain/reporting/labels/log-labels.ts';
import type { IncidentView } from '../../../domain/reporting/views/incident-view.ts';
import { beforeAfterBar } from '../../html/bars.ts';
import { type Html, html } from '../../html/html.ts';
import { clip } from '../../html/labels.ts';
import { timeBetween, timeTag } from '../../html/times.ts';
import { found, partsNote } from './found-evidence.ts';
import { sourceDetails } from './source-details.ts';

/** The errors in the logs before and after the onset, new ones first; one message of each is folded away. */
export function errorsSection(incident: IncidentView, patternsShown: number): Html | null {
  const logs = found(incident, 'logs');
  if (logs === null) {
    return null;
  }
  const { before, after, patterns, truncated, query, link } = logs;
  const rates = patterns.map((pattern) => ratesOf(pattern, before, after));
  const most = Math.max(...rates.flat(), Number.MIN_VALUE);
  const hidden = patterns.length - patternsShown;
  return html`<section id="errors"><h2>Top errors</h2>
${
  patterns.length === 0
    ? html`<p>No error was logged between ${timeTag(before.from)} and ${timeTag(after.until)}.</p>`
    : html`<p class="small quiet">How often in the ${timeBetween(before.from, before.until)} before ${timeTag(after.from)} → in the ${timeBetween(after.from, after.until)} since. Bars compare how often a minute.</p>`
}
${truncated && html`<p class="small caveat">Not everything could be read: the counts are lower bounds.</p>`}
${partsNote(incident, 'logs')}
<ol class="plain">${patterns.slice(0, patternsShown).map((pattern, place) => {
    const [rateBefore = 0, rateAfter = 0] = rates[place] ?? [];
    return patternItem(pattern, truncated, beforeAfterBar(rateBefore, rateAfter, most));
  })}</ol>
${hidden > 0 && html`<p class="small quiet">and ${hidden} more</p>`}
${sourceDetails(query, link)}</section>`;
}

function patternItem(pattern: LogPattern, truncated: boolean, bar: Html): Html {
  const { firstSeenAt, isNew, sample } = pattern;
  return html`<li class="card tight"><div class="row"><span><b>${occurrenceLabel(pattern, { truncated })}</b> ${isNew && html`<span class="badge bad">new</span>`}</span>${firstSeenAt !== null && html` <span class="small quiet">first seen ${timeTag(firstSeenAt)}</span>`}</div>
${bar}<code>${clip(pattern.pattern, 300)}</code>
<details class="small"><summary>One message</summary><pre>${clip(sample, 600)}</pre></details></li>`;
}

/** Occurrences a minute, before and after: the spans are of different length. */
function ratesOf(
  { countBefore, countAfter }: LogPattern,
  before: TimeSpan,
  after: TimeSpan,
): readonly [number, number] {
  return [countBefore / minutesOf(before), countAfter / minutesOf(after)];
}

function minutesOf({ from, until }: TimeSpan): number {
  const minutes = (Date.parse(until) - Date.parse(from)) / 60_000;
  return minutes > 0 ? minutes : 1;
}
