import { severities } from '../../domain/records/severity.ts';
import { durationLabel } from '../../domain/reporting/labels/duration-label.ts';
import type { Report, ReportLine } from '../../domain/reporting/numbers/report.ts';
import { durationNames } from '../../domain/reporting/times/moment-names.ts';
import { type Html, html } from '../html/html.ts';
import { clip } from '../html/labels.ts';
import type { PageContent, Site } from '../html/layout.ts';
import { timeTag } from '../html/times.ts';
import { weekChart } from './week-chart.ts';

type Shown = Report & {
  readonly since: string;
  readonly until: string;
  readonly countedSince: string | null;
};

/** More of them are for the command line. */
const mostRows = 60;

/** The incidents of a span in numbers: how many, how long they took, what automation did, how people were kept up to date. */
export function numbersPage(site: Site, report: Shown, service: string | null): PageContent {
  const { since, until, countedSince, total, groups } = report;
  return {
    title: 'Numbers',
    refreshSeconds: null,
    main: html`
<h1>Numbers${service !== null && html` of ${clip(service, 80)}`}</h1>
<p class="small quiet">Incidents opened from ${timeTag(since, 'date-time')} until ${timeTag(until, 'date-time')}. Security-sensitive ones are not counted here.</p>
${countedSince !== null && html`<p class="problem">There are too many for one report: those opened before ${timeTag(countedSince, 'date-time')} are left out. Choose a shorter span.</p>`}
${total.incidents === 0 ? html`<p>No incident was opened in this time.</p>` : found(total, report)}
${groups.length > 0 && groupTable(site, groups.slice(0, mostRows), groups.length - mostRows)}
<p class="small"><a href="${`${site.base}/`}">The incidents</a> · <code>npx firebreak report --csv</code> has the same as a table.</p>
`,
  };
}

function found(total: ReportLine, { groups, falseFires }: Shown): Html {
  const { actions, updates } = total;
  const ended = actions.helped + actions.noHelp + actions.takenBack;
  return html`<section><h2>By week</h2>${weekChart(groups)}
<p>${total.incidents === 1 ? '1 incident' : `${total.incidents} incidents`}: ${severities.map((name) => `${total.bySeverity[name]} ${name}`).join(', ')}; ${total.open} open.</p></section>
<section><h2>How long it took</h2><div class="wide" role="group" aria-label="How long it took" tabindex="0"><table><thead><tr><th scope="col">to</th><th scope="col">known of</th><th scope="col">half within</th><th scope="col">9 of 10 within</th><th scope="col">longest</th></tr></thead>
<tbody>${durationNames.map((name) => {
    const { count, p50, p90, longest } = total.seconds[name];
    return html`<tr><th scope="row">${name}</th><td>${count}</td><td>${secondsLabel(p50)}</td><td>${secondsLabel(p90)}</td><td>${secondsLabel(longest)}</td></tr>`;
  })}</tbody></table></div></section>
<section><h2>What was done</h2><ul>
<li>${ended === 0 ? 'No action has ended' : `${actions.helped} of ${ended} actions helped, ${actions.takenBack} were taken back`}${actions.open > 0 && `; the outcome of ${actions.open} is unknown`}.</li>
<li>${total.folded === 1 ? '1 further delivery was' : `${total.folded} further deliveries were`} folded into ${total.incidents === 1 ? 'it' : 'these incidents'}.</li>
<li>False fires: ${total.falseFires}. Came back within a day: ${total.relapses}.</li>
<li>${updates.due === 0 ? 'No status update was due' : `${updates.onTime} of ${updates.due} status updates went out on time`}.</li>
<li>Debts open: ${total.openDebts}. Follow-ups left to do: ${total.openFollowUps}.</li></ul>
${falseFires.length > 0 && html`<details><summary class="small">False fires</summary><ul>${falseFires.slice(0, 20).map(({ id, service, reason }) => html`<li>${id}, ${clip(service, 80)}: ${clip(reason, 120)}</li>`)}</ul></details>`}</section>`;
}

function groupTable({ base }: Site, groups: Report['groups'], more: number): Html {
  return html`<section><h2>By service and week</h2><div class="wide" role="group" aria-label="By service and week" tabindex="0"><table><thead><tr><th scope="col">week</th><th scope="col">service</th><th scope="col">incidents</th><th scope="col">half resolved within</th><th scope="col">helped</th></tr></thead>
<tbody>${groups.map(
    ({ week, service, incidents, seconds, actions }) =>
      html`<tr><td>${week}</td><td><a href="${`${base}/numbers?service=${encodeURIComponent(service)}`}">${clip(service, 60)}</a></td><td>${incidents}</td><td>${secondsLabel(seconds.resolve.p50)}</td><td>${actions.helped}</td></tr>`,
  )}</tbody></table></div>${more > 0 && html`<p class="small quiet">and ${more} more rows</p>`}</section>`;
}

function secondsLabel(seconds: number | null): string {
  return seconds === null ? '–' : durationLabel(seconds * 1000);
}
