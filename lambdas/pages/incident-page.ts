import type { IncidentView } from '../domain/views/incident-view.ts';
import type { TimelineEntryView } from '../domain/views/timeline-view.ts';
import { severityBadge, statusBadge } from './badges.ts';
import { evidenceSection } from './evidence-section.ts';
import { html, renderHtml } from './html.ts';
import type { PageContent, Site } from './layout.ts';
import { nowSection } from './now-section.ts';
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

/** How much of the long parts is shown. */
interface Room {
  readonly entries: number;
  readonly charts: number;
  readonly postmortem: number;
}

/** From all there is to the least that still serves: the first that fits is shown. */
const rooms: readonly Room[] = [
  { entries: 120, charts: 7, postmortem: 12_000 },
  { entries: 60, charts: 4, postmortem: 4000 },
  { entries: 20, charts: 1, postmortem: 500 },
  { entries: 5, charts: 0, postmortem: 100 },
];
/** Leaves 10 kB of the 50 kB for the frame. */
const mainBytes = 40_000;

export function incidentPage(
  site: Site,
  incident: IncidentView,
  timeline: readonly TimelineEntryView[],
): PageContent {
  const contents = rooms.map((room) => () => contentIn(site, incident, timeline, room));
  const fitting = contents.find((make) => Buffer.byteLength(renderHtml(make().main)) <= mainBytes);
  return (
    (fitting ?? contents.at(-1))?.() ??
    contentIn(site, incident, timeline, { entries: 5, charts: 0, postmortem: 0 })
  );
}

function contentIn(
  site: Site,
  incident: IncidentView,
  timeline: readonly TimelineEntryView[],
  room: Room,
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
${timelineSection(timeline, room.entries)}
${postmortemSection(incident, room.postmortem)}
${alertsSection(incident)}
<p class="small">${links.execution !== null && isWebUrl(links.execution) && html`<a href="${links.execution}">The workflow of this incident in the Step Functions console</a> · `}<span class="quiet">${incident.id} · policy ${incident.policyHash.slice(0, 12)}</span></p>
`,
  };
}
