import type { Suspect } from '../domain/planning/plan.ts';
import type { IncidentView } from '../domain/views/incident-view.ts';
import { type Html, html } from './html.ts';
import { timeTag } from './times.ts';
import { clip } from './words.ts';

/** The changes that may be the cause with the reasons for and against each; those ruled out are listed too. */
export function suspectsSection({ assessment }: IncidentView): Html | null {
  if (assessment === null) {
    return null;
  }
  const suspected = assessment.suspects.filter(({ ruledOut }) => !ruledOut);
  const unreadable = assessment.unavailable.some(({ kind }) => kind === 'changes');
  const ruledOut = assessment.suspects.filter((suspect) => suspect.ruledOut);
  return html`<section><h2>Suspects</h2>
${suspected.length === 0 ? html`<p>${unreadable ? 'Unknown: the recent changes could not be read.' : 'No change is suspected.'}</p>` : html`<ol>${suspected.slice(0, 6).map(line)}</ol>`}
${ruledOut.length > 0 && html`<h3 class="small quiet">Ruled out</h3><ul>${ruledOut.slice(0, 6).map(line)}</ul>`}
</section>`;
}

function line(suspect: Suspect): Html {
  return html`<li><strong>${clip(suspect.summary, 200)}</strong> <span class="small quiet">${timeTag(suspect.at, 'date-time')}${!suspect.ruledOut && ` · score ${suspect.score.toFixed(2)}`}</span>
<div class="small">${clip(suspect.reasons.join('; '), 400)}</div></li>`;
}
