import {
  openQuestionsLabel,
  stateLabels,
} from '../../../domain/reporting/postmortem/formats/postmortem-labels.ts';
import type { IncidentView } from '../../../domain/reporting/views/incident-view.ts';
import { type Html, html } from '../../html/html.ts';
import { clip } from '../../html/labels.ts';
import type { Site } from '../../html/layout.ts';
import { timeTag } from '../../html/times.ts';

/** How far the postmortem is, with the way to its page; of an earlier version's, its text. */
export function postmortemSection(
  site: Site,
  { id, postmortem }: IncidentView,
  characters: number,
): Html | null {
  if (postmortem === null) return null;
  const { state, owner, dueAt, unanswered, at, text } = postmortem;
  if (state === undefined) return writtenSection(at, text, characters);
  const due =
    state === 'published' || dueAt === undefined ? null : html`, due ${timeTag(dueAt, 'date-time')}`;
  return html`<section id="postmortem"><h2>Postmortem</h2>
<p>${stateLabels[state]}${due}. Owner: ${clip(owner ?? 'nobody yet', 80)}.${unanswered !== undefined && unanswered > 0 && ` ${openQuestionsLabel(unanswered)}.`}</p>
<p><a href="${`${site.base}/incidents/${id}/postmortem`}">Read and complete it</a></p></section>`;
}

function writtenSection(at: string, text: string | null, characters: number): Html {
  return html`<section><h2>Postmortem</h2>
<p class="small quiet">Written ${timeTag(at, 'date-time')}; every statement cites the timeline.</p>
${
  text === null
    ? html`<p class="problem">Its text cannot be read right now.</p>`
    : html`<details id="postmortem"><summary>Read it</summary><pre>${clip(text, characters)}</pre></details>`
}</section>`;
}
