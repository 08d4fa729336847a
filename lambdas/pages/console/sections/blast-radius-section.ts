import type { Affected } from '../../../domain/records/evidence.ts';
import type { IncidentView } from '../../../domain/reporting/views/incident-view.ts';
import { affectedLabel, failedLabel, inOrder } from '../../../domain/triage/blast-radius/affected-labels.ts';
import { shareBar } from '../../html/bars.ts';
import { type Html, html } from '../../html/html.ts';
import { clip } from '../../html/labels.ts';
import { upperFirst } from '../../html/quantities.ts';
import { timeTag } from '../../html/times.ts';
import { found, partsNote } from './found-evidence.ts';
import { sourceDetails } from './source-details.ts';

/** Who is affected, one dimension after the other, with those who are hit hardest. */
export function blastRadiusSection(incident: IncidentView, valuesShown: number): Html | null {
  const blast = found(incident, 'blast-radius');
  if (blast === null || blast.dimensions.length === 0) {
    return null;
  }
  const { span, dimensions } = blast;
  return html`<section id="affected"><h2>Who is affected</h2>
<p class="small quiet">Who met an error between ${timeTag(span.from)} and ${timeTag(span.until)}; below each, those with most failed requests.</p>
${inOrder(dimensions).map((dimension) => dimensionCard(dimension, valuesShown))}
${partsNote(incident, 'blast-radius')}</section>`;
}

function dimensionCard(dimension: Affected, valuesShown: number): Html {
  const { most, share, total, truncated, query, link } = dimension;
  return html`<div class="card tight"><h3>${upperFirst(affectedLabel(dimension))}</h3>
${share !== null && shareBar(share)}
${truncated && html`<p class="small caveat">A lower bound: not everything could be read.</p>`}
${total === null && html`<p class="small quiet">Of how many is not known: only errors are recorded.</p>`}
${
  most.length > 0 &&
  html`<table class="values"><tbody>${most
    .slice(0, valuesShown)
    .map(
      (value) => html`<tr><th scope="row">${clip(value.value, 80)}</th><td>${failedLabel(value)}</td></tr>`,
    )}</tbody></table>`
}
${sourceDetails(query, link)}</div>`;
}
