import type { EvidenceDescription } from '../../domain/reporting/evidence/evidence-description.ts';
import { titleBeside } from '../../domain/reporting/views/headline.ts';
import type { IncidentView } from '../../domain/reporting/views/incident-view.ts';
import type { TimelineEntryView } from '../../domain/reporting/views/timeline-view.ts';
import { severityBadge, statusBadge } from '../html/badges.ts';
import { commandTarget } from '../html/command-forms.ts';
import { type Html, html, renderHtml } from '../html/html.ts';
import { clip } from '../html/labels.ts';
import { firstThatFits, frameBytes, type PageContent, type Site } from '../html/layout.ts';
import { fitInto, type PageBudget, pageBudgets } from '../html/page-budget.ts';
import { timeTag, withTimes } from '../html/times.ts';
import { incidentScript } from './incident-script.ts';
import { incidentStyle } from './incident-style.ts';
import { actsOn, commandsSection } from './sections/commands-section.ts';
import { communicationSection } from './sections/communication-section.ts';
import { degradationOf } from './sections/degradation.ts';
import { evidenceSections } from './sections/evidence-section.ts';
import { followUpsSection, type NamedPerson } from './sections/follow-ups-section.ts';
import { keysDialog } from './sections/keys-dialog.ts';
import { nowSection } from './sections/now-section.ts';
import { planSection } from './sections/plan-section.ts';
import { postmortemSection } from './sections/postmortem-section.ts';
import { publicStatusSection } from './sections/public-status-section.ts';
import { alertsSection, approvalsSection, debtsSection } from './sections/record-sections.ts';
import { recoverySection } from './sections/recovery-section.ts';
import { similarSection } from './sections/similar-section.ts';
import { suspectsSection } from './sections/suspects-section.ts';
import { timelineSection } from './sections/timeline-section.ts';
import { waysOnSection } from './sections/ways-on-section.ts';
import { workflowSection } from './sections/workflow-section.ts';
import { wrongSection } from './sections/wrong-section.ts';

/** What the page of an incident needs beside what every page has. */
export const incidentFrame = { style: incidentStyle, script: incidentScript };

/** What is left of the 60 kB: the title stands in the frame too, twice. */
const bytesBeside = 60_000 - frameBytes - Buffer.byteLength(`${incidentStyle}${incidentScript}`);

function mainBytes(title: string): number {
  return bytesBeside - 2 * Buffer.byteLength(renderHtml(title));
}

/**
 * Everything there is to say about an incident, as far as it fits: the decision that is asked, what is wrong, why
 * Firebreak thinks so, then the record.
 */
export function incidentPage(
  site: Site,
  incident: IncidentView,
  timeline: readonly TimelineEntryView[],
  kinds: readonly EvidenceDescription[],
  people: readonly NamedPerson[] = [],
  budgets: readonly [PageBudget, ...PageBudget[]] = pageBudgets,
): PageContent {
  const title = `${incident.severity} ${clip(incident.headline, 100)}`;
  return {
    title,
    refreshSeconds: mayStillChange(site, incident) ? 3 : null,
    ...incidentFrame,
    main: firstThatFits(budgets, mainBytes(title), (budget) => {
      const shown = budget === pageBudgets[0] ? incident : cutTo(budget, incident);
      return mainOf(site, { incident: shown, timeline, kinds, people }, budget);
    }),
  };
}

/** Half an instruction may be a wrong one: it is whole for as long as whole lists are shown. So is the first thing that is read. */
const wholeInstructions = 30;
const instruction = 300;

/** A kind of evidence that was left out would be told as one that was not read: each is there, with less in it. */
function cutTo(budget: PageBudget, incident: IncidentView): IncidentView {
  const { postmortem, evidence, debts, publicStatus } = incident;
  const words = budget.items < wholeInstructions ? budget.text : Math.max(budget.text, instruction);
  const cut = fitInto(budget, { ...incident, postmortem: null, evidence: [] });
  const diagnosis = clip(incident.assessment?.diagnosis ?? '', words);
  return {
    ...cut,
    assessment: cut.assessment && { ...cut.assessment, ...(diagnosis !== '' && { diagnosis }) },
    debts: debts.map((debt) => ({
      ...fitInto(budget, debt),
      howToRestore: clip(debt.howToRestore, words),
      backport: clip(debt.backport, words),
    })),
    postmortem,
    // What is released is read whole before.
    publicStatus: cut.publicStatus && { ...cut.publicStatus, draft: publicStatus?.draft ?? null },
    evidence: evidence.map((each) => fitInto(budget, each)),
  };
}

interface Shown {
  readonly incident: IncidentView;
  readonly timeline: readonly TimelineEntryView[];
  readonly kinds: readonly EvidenceDescription[];
  readonly people: readonly NamedPerson[];
}

function mainOf(site: Site, { incident, timeline, kinds, people }: Shown, budget: PageBudget): Html {
  const called = titleBeside(incident);
  const acts = actsOn(incident);
  return commandTarget(
    incident.id,
    html`
<div class="row">${severityBadge(incident.severity)} ${statusBadge(incident.status, incident.outcome)} <small>${clip(incident.service, 80)} · ${clip(incident.environment, 40)}</small></div>
<h1>${clip(incident.headline, 200)}</h1>
${called !== null && html`<p class="small quiet">${clip(called, 160)}</p>`}
${diagnosisText(incident)}
${affectedLine(incident)}
${incident.reopens !== null && html`<p class="small">It came back: <a href="${`${site.base}/incidents/${encodeURIComponent(incident.reopens)}`}">${clip(incident.reopens, 40)}</a> was closed before.</p>`}
${nowSection(site, incident)}
${commandsSection(acts)}
${waysOnSection(incident)}
${workflowSection(incident, timeline)}
${wrongSection(incident, kinds)}
${debtsSection(incident, budget)}
${suspectsSection(incident, kinds)}
${similarSection(site, incident)}
${evidenceSections(incident, kinds, budget)}
${planSection(incident)}
${recoverySection(incident)}
${approvalsSection(incident)}
${followUpsSection(incident, budget, people)}
${timelineSection(timeline, budget)}
${postmortemSection(site, incident, budget.postmortem)}
${communicationSection(incident.communication)}
${publicStatusSection(incident.id, incident.publicStatus)}
${alertsSection(incident)}
${budget !== pageBudgets[0] && html`<p class="small quiet">Long texts and lists are cut here; the API and <code>npx firebreak incidents show</code> have all of it.</p>`}
<p class="small quiet">${incident.id} · policy ${incident.policyHash.slice(0, 12)}</p>
${keysDialog(acts)}
`,
  );
}

/** What explains it, in one sentence; what was ruled out and what is not known is one tap away, and told with the suspects. */
function diagnosisText({ assessment, openedAt }: IncidentView): Html | false {
  const { diagnosis } = assessment ?? {};
  if (diagnosis === undefined) return false;
  const [, cause = diagnosis, rest = ''] = /^(.+?\.) (\p{Lu}.*)$/su.exec(diagnosis) ?? [];
  const told = (text: string, most: number) => withTimes(clip(text, most), openedAt);
  return html`<p class="diagnosis">${told(cause, 240)}</p>${rest !== '' && html`<details class="small" id="diagnosis"><summary>Ruled out, and not known</summary>${told(rest, 600)}</details>`}`;
}

/** Who is affected, since when, and who leads: as far as it is known. */
function affectedLine(incident: IncidentView): Html {
  const { assessment, commander, openedAt } = incident;
  const { onset } = degradationOf(incident);
  const impact = assessment?.impact ?? null;
  return html`<p class="affected">${impact === null ? html`<span class="quiet">Impact not known${assessment === null && ' yet'}</span>` : html`<b>${clip(impact, 160)}</b> affected`} · since ${timeTag(onset?.at ?? openedAt)} · ${commander === null ? 'nobody leads yet' : html`${clip(commander, 60)} leads`}</p>`;
}

/** A closed incident still gets its postmortem, and the end of its charts. */
const afterwardsMinutes = 15;

function mayStillChange({ now }: Site, { closedAt }: IncidentView): boolean {
  return closedAt === null || now.getTime() - Date.parse(closedAt) < afterwardsMinutes * 60_000;
}
