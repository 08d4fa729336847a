import type { IncidentView } from '../../../domain/reporting/views/incident-view.ts';
import { foldedSection } from '../../html/fold.ts';
import { type Html, html } from '../../html/html.ts';
import { clip } from '../../html/labels.ts';
import type { Site } from '../../html/layout.ts';
import { timeBetween, timeTag } from '../../html/times.ts';

/** Former incidents that are really alike: what ended them, and how long it took. */
export function similarSection(site: Site, { assessment }: IncidentView): Html | null {
  const similar = assessment?.similar ?? [];
  if (similar.length === 0) return null;
  const [first] = similar;
  return foldedSection(
    {
      id: 'similar',
      heading: 'Seen before',
      fact: `${similar.length === 1 ? 'once' : `${similar.length} times`}; ${clip(first?.ended ?? '', 120)}`,
    },
    html`<ul>${similar.map(
      ({
        incidentId,
        title,
        openedAt,
        shared,
        ended,
        tookSeconds,
      }) => html`<li><a href="${`${site.base}/incidents/${incidentId}`}">${clip(title, 120)}</a> <small>${timeTag(openedAt, 'date-time')}</small>
<div>${clip(ended, 300)}. <small>It took ${timeBetween(openedAt, new Date(Date.parse(openedAt) + tookSeconds * 1000))}.</small></div>
<div class="small quiet">Both have ${clip(shared.join(', '), 200)}.</div></li>`,
    )}</ul>`,
  );
}
