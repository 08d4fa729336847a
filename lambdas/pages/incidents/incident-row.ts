import { lowerFirst } from '../../domain/reporting/labels/first-letter.ts';
import { titleBeside } from '../../domain/reporting/views/headline.ts';
import type { IncidentSummary } from '../../domain/reporting/views/incident-summary.ts';
import { severityBadge, statusBadge } from '../html/badges.ts';
import { type Html, html } from '../html/html.ts';
import { clip } from '../html/labels.ts';
import type { Site } from '../html/layout.ts';
import { timeBetween } from '../html/times.ts';

/** One incident as a row: how bad, what is wrong, of which service, in which state, for how long. */
export function incidentRow({ base, now }: Site, incident: IncidentSummary, detail: number): Html {
  const { id, headline, service, environment, openedAt, closedAt } = incident;
  const told = detail === 0 ? '' : clip(detailOf(incident), detail);
  return html`<li>${severityBadge(incident.severity)}<div class="what"><a href="${`${base}/incidents/${id}`}">${clip(headline, detail === 0 ? 80 : 120)}</a>${told !== '' && html`<small>${told}</small>`}</div><span class="of">${clip(service, 60)}${environment !== 'production' && html` <span class="quiet">${clip(environment, 30)}</span>`}</span>${statusBadge(incident.status, incident.outcome)}<span class="age" title="${openedAt}">${timeBetween(openedAt, closedAt ?? now)}</span></li>
`;
}

/** What is asked or done now, who is affected, what caused it, and what the alert is called. */
export function detailOf(incident: IncidentSummary): string {
  const { waiting, impact, likelyCause } = incident;
  const title = titleBeside(incident);
  const now =
    waiting === null || waiting.text === ''
      ? []
      : [waiting.for === 'firebreak' ? waiting.text : `Waits for ${lowerFirst(waiting.text)}`];
  return [
    ...now,
    ...(impact === null ? [] : [`Affected: ${impact}`]),
    ...(likelyCause === null ? [] : [`Likely cause: ${likelyCause}`]),
    ...(title === null ? [] : [title]),
  ].join(' · ');
}
