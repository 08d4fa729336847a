import type { MetricReading } from '../../../domain/records/evidence.ts';
import {
  type EvidenceDescription,
  inOrderOf,
} from '../../../domain/reporting/evidence/evidence-description.ts';
import type {
  EvidenceItem,
  EvidenceSection,
  PatternItem,
  ShareItem,
} from '../../../domain/reporting/evidence/evidence-section.ts';
import { lowerFirst } from '../../../domain/reporting/labels/first-letter.ts';
import type { IncidentView } from '../../../domain/reporting/views/incident-view.ts';
import { metricLabel, metricValue } from '../../../domain/triage/series/metric-labels.ts';
import { beforeAfterBar, shareBar } from '../../html/bars.ts';
import { foldedSection } from '../../html/fold.ts';
import { type Html, html } from '../../html/html.ts';
import { clip } from '../../html/labels.ts';
import type { PageBudget } from '../../html/page-budget.ts';
import { timeTag, withTimes, withTimesOfDay } from '../../html/times.ts';
import { seriesItems } from './series-items.ts';
import { sourceBeside, sourceDetails } from './source-details.ts';

type Form<Name extends EvidenceItem['form']> = Extract<EvidenceItem, { form: Name }>;

/** What each kind of evidence found, one section after the other. */
export function evidenceSections(
  incident: IncidentView,
  kinds: readonly EvidenceDescription[],
  budget: PageBudget,
): readonly Html[] {
  return inOrderOf(kinds, incident.evidence)
    .flatMap(({ kind, evidence }) => {
      const section = kind.section?.(evidence, incident.plan?.steps ?? []) ?? null;
      return section === null ? [] : [{ section, missing: kind.missing(evidence) }];
    })
    .toSorted((a, b) => rankOf(a.section) - rankOf(b.section))
    .map(({ section, missing }) => sectionOf(incident, section, missing, budget));
}

/** How it went, what was logged, then who met it. */
const forms: readonly (EvidenceItem['form'] | undefined)[] = ['series', 'pattern', undefined, 'share'];

function rankOf({ items }: EvidenceSection): number {
  return forms.indexOf(items[0]?.form);
}

function sectionOf(
  incident: IncidentView,
  { id, heading, lead, caveat, items, source }: EvidenceSection,
  missing: readonly string[],
  budget: PageBudget,
): Html {
  const of = <Name extends EvidenceItem['form']>(form: Name) =>
    items.filter((item): item is Form<Name> => item.form === form);
  const readings = of('series').map(({ reading }) => reading);
  const series = readings.length > 0 ? seriesItems(incident, readings, budget.charts) : null;
  const patterns = of('pattern');
  const most = Math.max(...patterns.flatMap(({ before, after }) => [before, after]), Number.MIN_VALUE);
  const cards = of('share');
  const hidden = Math.max(0, patterns.length - budget.patterns) + Math.max(0, cards.length - budget.cards);
  const fact = items.length === 0 ? null : factOf(items);
  const unknown = missing.length > 0 && html` <span class="caveat">${missing.length} not known</span>`;
  return foldedSection(
    {
      id,
      heading,
      fact: html`${fact}${unknown}`,
      isOpen: series !== null || items.length === 0,
    },
    html`${items.length === 0 ? html`<p>${withTimesOfDay(lead)}</p>` : html`<p class="small quiet">${withTimesOfDay(lead)}</p>`}
${caveat !== null && html`<p class="small caveat">${withTimes(caveat, incident.closedAt ?? incident.updatedAt)}</p>`}
${series?.open}
${cards.slice(0, budget.cards).map((item) => shareCard(item, budget.values, cards[0]))}
${missing.length > 0 && html`<ul class="small plain">${missing.slice(0, 8).map((part) => html`<li><span class="caveat">Not known.</span> ${clip(part, 240)}</li>`)}</ul>`}
${series?.folded}
${patterns.length > 0 && html`<ol class="plain">${patterns.slice(0, budget.patterns).map((item) => patternItem(item, most))}</ol>`}
${hidden > 0 && html`<p class="small quiet">and ${hidden} more</p>`}
${source !== null && sourceDetails(source.query, source.link)}`,
  );
}

/** What was found, in one line. */
function factOf(items: readonly EvidenceItem[]): string {
  const patterns = items.filter((item) => item.form === 'pattern');
  if (patterns.length > 0) {
    const fresh = patterns.filter(({ isNew }) => isNew).length;
    return `${patterns.length === 1 ? '1 kind' : `${patterns.length} kinds`}${fresh === 0 ? ', none of them new' : `, ${fresh} new`}`;
  }
  const [first, ...others] = items.map((item) =>
    item.form === 'series' ? labelOf(item.reading) : item.form === 'share' ? item.text : '',
  );
  return `${clip(first ?? '', 100)}${others.length === 0 ? '' : `, and ${others.length} more`}`;
}

function labelOf({ name, current, unit }: MetricReading): string {
  return `${lowerFirst(metricLabel(name))}${current === null ? '' : ` ${metricValue(current, unit)}`}`;
}

function shareCard(item: ShareItem, valuesShown: number, first: ShareItem | undefined): Html {
  const { text, share, caveat, note, rows, details = [], source } = item;
  return html`<div class="card tight"><h3>${text}</h3>
${share !== null && shareBar(share)}
${caveat !== null && html`<p class="small caveat">${caveat}</p>`}
${note !== null && html`<p class="small quiet">${note}</p>`}
${
  rows.length > 0 &&
  html`<table class="values"><tbody>${rows
    .slice(0, valuesShown)
    .map(
      (row) => html`<tr><th scope="row">${clip(row.name, 80)}</th><td>${row.text}</td></tr>`,
    )}</tbody></table>`
}
${details.length > 0 && html`<dl>${details.slice(0, 2 + valuesShown).map(({ name, text: told }) => html`<dt>${clip(name, 80)}</dt><dd>${withTimes(clip(told, 400))}</dd>`)}</dl>`}
${sourceBeside(source, first === item ? undefined : first?.source)}</div>`;
}

function patternItem(item: PatternItem, most: number): Html {
  const { text, count, isNew, firstSeenAt, before, after, sample } = item;
  return html`<li class="card tight"><div class="row"><span><b>${count}</b> ${isNew && html`<span class="badge bad">new</span>`}</span>${firstSeenAt !== null && html` <small>first seen ${timeTag(firstSeenAt)}</small>`}</div>
${beforeAfterBar(before, after, most)}<code>${clip(text, 300)}</code>
${sample !== text && html`<details class="small"><summary>One message</summary><pre>${clip(sample, 600)}</pre></details>`}</li>`;
}
