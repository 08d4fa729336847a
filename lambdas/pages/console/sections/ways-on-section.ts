import type { IncidentView } from '../../../domain/reporting/views/incident-view.ts';
import type { Rejection, WayOn } from '../../../domain/reporting/views/ways-on.ts';
import { wayOnForm } from '../../html/command-forms.ts';
import { type Html, html } from '../../html/html.ts';
import { clip } from '../../html/labels.ts';

/** Who rejected what and why, and what Firebreak may do next: for whoever has the incident. */
export function waysOnSection({ waysOn }: IncidentView): Html | null {
  if (waysOn === null) return null;
  return html`<section><h2>Let Firebreak continue</h2>
${waysOn.rejections.map(rejectionLine)}
${waysOn.ways.map(wayItem)}
</section>`;
}

function rejectionLine({ by, step, reason }: Rejection): Html {
  return html`<p>${clip(by, 80)} rejected: ${clip(step, 300)}${reason !== null && html` <span class="quiet">“${clip(reason, 300)}”</span>`}</p>`;
}

function wayItem(way: WayOn): Html {
  const { text, command, proposal } = way;
  return html`<details><summary>${clip(text, 300)}</summary>
${proposal !== undefined && html`<p class="quiet">“${clip(proposal.reason, 300)}”</p>`}${wayOnForm(way)}<p class="small">In a terminal: <code>${command}</code></p></details>`;
}
