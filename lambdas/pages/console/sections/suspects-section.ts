import type { Change } from '../../../domain/records/evidence.ts';
import type { Suspect, SuspectFactor } from '../../../domain/records/plan.ts';
import type { EvidenceDescription } from '../../../domain/reporting/evidence/evidence-description.ts';
import { changeLabels, pointsLabel } from '../../../domain/reporting/labels/change-labels.ts';
import type { IncidentView } from '../../../domain/reporting/views/incident-view.ts';
import { shareBar } from '../../html/bars.ts';
import { foldedSection } from '../../html/fold.ts';
import { type Html, html } from '../../html/html.ts';
import { clip } from '../../html/labels.ts';
import { isWebUrl } from '../../html/safe-url.ts';
import { timeTag, withTimes } from '../../html/times.ts';
import { found, unknownReasons } from './found-evidence.ts';

const changesShown = 6;

/** The changes that may be the cause, with the reasons for and against each; those ruled out are folded away. */
export function suspectsSection(incident: IncidentView, kinds: readonly EvidenceDescription[]): Html | null {
  const { assessment } = incident;
  if (assessment === null || (found(incident, 'changes') === null && assessment.suspects.length === 0)) {
    return null;
  }
  const { explanation = null } = assessment;
  const changes = found(incident, 'changes')?.changes ?? [];
  const rowOf = (suspect: Suspect) => row(suspect, changes.find(({ id }) => id === suspect.changeId) ?? null);
  const suspected = assessment.suspects.filter(({ ruledOut }) => !ruledOut);
  const ruledOut = assessment.suspects.filter((suspect) => suspect.ruledOut);
  return foldedSection(
    {
      id: 'suspects',
      heading: 'Suspects',
      fact: factOf(suspected, ruledOut),
      isOpen: incident.status !== 'closed',
    },
    html`${unknownReasons(incident, 'changes', kinds).map((reason) => html`<p class="caveat">Not all changes could be read: ${clip(reason, 240)}</p>`)}
${explanation !== null && html`<p>${withTimes(clip(explanation.text, 400), incident.openedAt)}</p>`}
${suspected.length === 0 ? html`<p>No change is suspected.</p>` : table(suspected.slice(0, changesShown).map(rowOf), 'Why')}
${more(suspected)}
${ruledOut.length > 0 && html`<details id="ruled-out"><summary>${ruledOut.length === 1 ? 'One change is' : `${ruledOut.length} changes are`} ruled out</summary>${table(ruledOut.slice(0, changesShown).map(rowOf), 'Why not')}${more(ruledOut)}</details>`}`,
  );
}

function factOf([first, ...others]: readonly Suspect[], ruledOut: readonly Suspect[]): string {
  const told =
    first === undefined ? 'no change is suspected' : `${clip(first.summary, 80)}: ${first.score.toFixed(2)}`;
  const more = others.length === 0 ? '' : `, and ${others.length} more`;
  return `${told}${more}${ruledOut.length === 0 ? '' : `; ${ruledOut.length} ruled out`}`;
}

function table(rows: readonly Html[], why: string): Html {
  return html`<table class="suspects"><thead><tr><th scope="col">Change. ${why}</th><th scope="col">Score</th></tr></thead><tbody>${rows}</tbody></table>`;
}

function row(suspect: Suspect, change: Change | null): Html {
  const { summary, at, score, reasons, factors, ruledOut } = suspect;
  const link = change?.link ?? null;
  const name = clip(summary, 200);
  return html`<tr><td><strong>${link !== null && isWebUrl(link) ? html`<a href="${link}" rel="noopener noreferrer nofollow">${name}</a>` : name}</strong>
<div class="small quiet">${timeTag(at, 'date-time')}${change !== null && changeLabels(change).map((label) => ` · ${clip(label, 100)}`)}</div>
${factors === undefined || factors.length === 0 ? html`<ul class="small">${reasons.slice(0, 8).map((reason) => html`<li>${clip(reason, 200)}</li>`)}</ul>` : factorList(factors)}</td>
<td class="score">${ruledOut ? html`<span class="quiet">out</span>` : html`${score.toFixed(2)}${shareBar(score, 'plain')}`}</td></tr>`;
}

/** What speaks for it and against it, by how much, the weightiest first; those that tell nothing are left out. */
function factorList(factors: readonly SuspectFactor[]): Html {
  const telling = factors
    .filter(({ points }) => Math.abs(points) >= 0.5)
    .toSorted((a, b) => Math.abs(b.points) - Math.abs(a.points));
  return html`<ul class="factors">${telling
    .slice(0, 10)
    .map(
      ({ points, text }) =>
        html`<li><b class="${points > 0 ? 'for' : 'against'}">${pointsLabel(points)}</b> <span>${clip(text, 200)}</span></li>`,
    )}</ul>`;
}

function more(suspects: readonly Suspect[]): Html | null {
  const hidden = suspects.length - changesShown;
  return hidden > 0 ? html`<p class="small quiet">and ${hidden} more</p>` : null;
}
