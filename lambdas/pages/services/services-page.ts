import { durationLabel } from '../../domain/reporting/labels/duration-label.ts';
import type { ServiceDebt, ServiceView } from '../../domain/reporting/views/service-view.ts';
import { stopSentence } from '../../domain/reporting/views/stop-view.ts';
import { severityBadge, statusBadge } from '../html/badges.ts';
import { type Html, html } from '../html/html.ts';
import { clip } from '../html/labels.ts';
import { firstThatFits, frameBytes, type PageContent, type Site } from '../html/layout.ts';
import { listHref, noFilters } from '../incidents/list-filters.ts';

const budgets = [
  { incidents: 3, debts: 5 },
  { incidents: 1, debts: 1 },
  { incidents: 0, debts: 0 },
] as const;
type Budget = (typeof budgets)[number];

/** A constant of our own. */
export const servicesStyle = `
body>header,main,footer{max-width:64rem}
.services{display:grid;grid-template-columns:repeat(auto-fill,minmax(min(100%,26rem),1fr));gap:.7rem;align-items:start}
.services .card{margin:0}.services h2{margin:0}
`;

const mostBytes = 58_000 - frameBytes - Buffer.byteLength(servicesStyle);
const mostServices = 80;

/** Every service: who owns it and is on call, what automation may do to it, what is open. `lookedAt`: of so many incidents at most it tells. */
export function servicesPage(site: Site, services: readonly ServiceView[], lookedAt: number): PageContent {
  const main = firstThatFits<Budget>(budgets, mostBytes, (budget) =>
    mainOf(site, services, lookedAt, budget),
  );
  return { title: 'Services', refreshSeconds: 30, style: servicesStyle, main };
}

function mainOf(site: Site, services: readonly ServiceView[], lookedAt: number, budget: Budget): Html {
  const shown = services.slice(0, mostServices);
  const more = services.length - shown.length;
  return html`<h1>Services</h1>
<p class="small quiet">From the policy's services.yaml, the most important first. Incidents and steps are of the newest ${lookedAt} incidents.</p>
<div class="services">${shown.map((each) => serviceCard(site, each, budget))}</div>
${more > 0 && html`<p class="quiet">And ${more} more, in services.yaml.</p>`}`;
}

function serviceCard(site: Site, service: ServiceView, budget: Budget): Html {
  const { id, name, tier, owner, environment, onCall, approvers } = service;
  const open = service.incidents.filter(({ status }) => status !== 'closed').length;
  return html`<section class="card${open > 0 && ' now bad'}"><div class="row"><h2>${clip(name, 80)}</h2><span class="small quiet">${id} · ${environment} · tier ${tier}</span></div>
<dl><dt>On call now</dt><dd>${onCall ?? html`<span class="problem">nobody</span>`}</dd>
<dt>Decides</dt><dd>${approvers.length === 0 ? html`<span class="problem">nobody</span>` : approvers.slice(0, 6).join(', ')}</dd>
<dt>Owner</dt><dd>${owner}</dd>
<dt>Automation</dt><dd>${automationText(service)}</dd>
<dt>Open debts</dt><dd>${debtsText(site, service.debts, budget)}</dd>
<dt>Incidents</dt><dd>${incidentsText(site, service, open, budget)}</dd></dl></section>
`;
}

function automationText({ automation }: ServiceView): Html {
  const { stop, modes, heldBack, steps } = automation;
  const words = { observe: 'only looks', approve: 'asks before it acts', auto: 'acts by itself' } as const;
  const isOne = new Set(modes.map(({ mode }) => mode)).size === 1;
  const usual = isOne
    ? words[modes[0]?.mode ?? 'observe']
    : modes.map(({ severity, mode }) => `${severity} ${words[mode]}`).join(', ');
  return html`${stop === null ? usual : html`<strong class="problem">${stopSentence(stop)}</strong>`}${steps.taken > 0 && html`<div class="small quiet">${steps.helped} of ${steps.taken} steps helped</div>`}${heldBack.slice(0, 3).map((text) => html`<div class="small caveat">Held back: ${clip(text, 200)}</div>`)}`;
}

/** What of it could be taken back if it had to be, as far as somebody looked. */
function debtsText({ base }: Site, debts: readonly ServiceDebt[], { debts: most }: Budget): Html {
  if (debts.length === 0) return html`none`;
  const lost = debts.filter(({ undoReadiness }) => undoReadiness?.ready === false).length;
  return html`${debts.length} (${lost === 0 ? undoText(debts) : html`<strong class="problem">${lost} can no longer be undone</strong>`})
${most > 0 && html`<ul class="small">${debts.slice(0, most).map((debt) => html`<li><a href="${`${base}/incidents/${debt.incidentId}`}">${clip(debt.resource, 80)}</a> ${debt.owner}, due ${debt.dueAt.slice(0, 10)}${debt.undoReadiness?.ready === false && html`<div class="problem">${clip(debt.undoReadiness.text, 140)}</div>`}</li>`)}</ul>`}`;
}

function undoText(debts: readonly ServiceDebt[]): string {
  const checked = debts.filter(({ undoReadiness }) => undoReadiness?.ready === true).length;
  const reversible = debts.filter(({ isReversible }) => isReversible !== false).length;
  return checked > 0
    ? `${checked} can be undone, as was checked`
    : `${reversible} ${reversible === 1 ? 'has' : 'have'} an undo, not checked yet`;
}

function incidentsText(site: Site, service: ServiceView, open: number, { incidents: most }: Budget): Html {
  const { id, incidents } = service;
  const all = listHref(site, { ...noFilters, status: 'all', service: id });
  if (incidents.length === 0) return html`none of the newest. <a href="${all}">Look for older ones</a>`;
  return html`${open === 0 ? 'none open' : html`<strong>${open} open</strong>`} · <a href="${all}">all of ${id}</a>
${most > 0 && html`<ul class="plain small">${incidents.slice(0, most).map((each) => html`<li>${severityBadge(each.severity)} <a href="${`${site.base}/incidents/${each.id}`}">${clip(each.headline, 90)}</a> ${each.status === 'closed' ? html`<span class="quiet">${ago(each.openedAt, site.now)}</span>` : statusBadge(each.status, each.outcome)}</li>`)}</ul>`}`;
}

function ago(at: string, now: Date): string {
  return `${durationLabel(now.getTime() - Date.parse(at))} ago`;
}
