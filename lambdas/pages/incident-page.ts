import type { IncidentView } from '../domain/views/incident-view.ts';
import type { TimelineEntryView } from '../domain/views/timeline-view.ts';
import { severityBadge, statusBadge } from './badges.ts';
import { evidenceSection } from './evidence-section.ts';
import { html, renderHtml } from './html.ts';
import type { PageContent, Site } from './layout.ts';
import { nowSection } from './now-section.ts';
import { fitInto, type PageRoom, pageRooms } from './page-room.ts';
import { planSection } from './plan-section.ts';
import {
  alertsSection,
  approvalsSection,
  debtsSection,
  postmortemSection,
  timelineSection,
} from './record-sections.ts';
import { isWebUrl } from './safe-url.ts';
import { suspectsSection } from './suspects-section.ts';
import { timeTag } from './times.ts';
import { clip } from './words.ts';

/** Leaves 10 kB of the 50 kB for the frame. */
const mainBytes = 40_000;

/** Everything there is to say about an incident, as far as it fits: the decision that is asked comes first. */
export function incidentPage(
  site: Site,
  incident: IncidentView,
  timeline: readonly TimelineEntryView[],
): PageContent {
  let content = contentIn(site, incident, timeline, pageRooms[0]);
  for (const room of pageRooms.slice(1)) {
    if (Buffer.byteLength(renderHtml(content.main)) <= mainBytes) {
      return content;
    }
    const { postmortem } = incident;
    content = contentIn(
      site,
      { ...fitInto(room, { ...incident, postmortem: null }), postmortem },
      timeline,
      room,
    );
  }
  return content;
}

function contentIn(
  site: Site,
  incident: IncidentView,
  timeline: readonly TimelineEntryView[],
  room: PageRoom,
): PageContent {
  const { links } = incident;
  return {
    title: `${incident.severity} ${clip(incident.title, 100)}`,
    // A closed incident still gets its postmortem.
    refreshSeconds: incident.status === 'closed' && incident.postmortem !== null ? null : 3,
    main: html`
<div class="row">${severityBadge(incident.severity)} ${statusBadge(incident.status, incident.outcome)} <span class="small quiet">${clip(incident.service, 80)} · ${clip(incident.environment, 40)}</span></div>
<h1>${clip(incident.title, 200)}</h1>
${nowSection(site, incident)}
<p><strong>${incident.severity}</strong> because ${clip(incident.severityReason, 300)}
${incident.assessment !== null && html`<span class="small quiet">(<code>${clip(incident.assessment.severity.rule, 120)}</code>)</span>`}</p>
<p class="small quiet">Opened ${timeTag(incident.openedAt, 'date-time')}${incident.commander !== null && html` · commander ${clip(incident.commander, 80)}`} · ${incident.symptom}</p>
${debtsSection(incident)}
${planSection(incident)}
${evidenceSection(incident, room.charts)}
${suspectsSection(incident)}
${approvalsSection(incident)}
${timelineSection(timeline, room)}
${postmortemSection(incident, room.postmortem)}
${alertsSection(incident)}
${room !== pageRooms[0] && html`<p class="small quiet">Long texts and lists are cut here; the API and <code>npx firebreak incidents show</code> have all of it.</p>`}
<p class="small">${links.execution !== null && isWebUrl(links.execution) && html`<a href="${links.execution}">The workflow of this incident in the Step Functions console</a> · `}<span class="quiet">${incident.id} · policy ${incident.policyHash.slice(0, 12)}</span></p>
`,
  };
}
