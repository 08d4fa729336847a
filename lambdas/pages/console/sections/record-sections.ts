import type { Debt } from '../../../domain/records/step-record.ts';
import type { ApprovalView } from '../../../domain/reporting/views/approval-view.ts';
import type { AlertView, IncidentView } from '../../../domain/reporting/views/incident-view.ts';
import { metricLabel } from '../../../domain/triage/series/metric-labels.ts';
import { debtForm } from '../../html/command-forms.ts';
import { foldedSection } from '../../html/fold.ts';
import { type Html, html } from '../../html/html.ts';
import { actorLabel, clip } from '../../html/labels.ts';
import { type PageBudget, pageBudgets } from '../../html/page-budget.ts';
import { isWebUrl } from '../../html/safe-url.ts';
import { timeTag } from '../../html/times.ts';

export function debtsSection({ debts }: IncidentView, budget: PageBudget): Html | null {
  if (debts.length === 0) {
    return null;
  }
  const open = debts.filter(({ status }) => status === 'open');
  return foldedSection(
    {
      id: 'debts',
      heading: 'Debts: what still has to be restored',
      fact: open.length === 0 ? 'all closed' : `${open.length} open`,
      isOpen: open.length > 0,
    },
    html`${debts.slice(0, 12).map(
      (
        debt,
      ) => html`<div class="card"><div class="row"><strong>${clip(debt.resource, 160)}</strong> <span class="badge ${debt.status === 'open' ? 'warn' : 'plain'}">${debt.status}</span></div>
<p>${clip(debt.howToRestore, 300)}</p>
<p>In code: ${clip(debt.backport, 300)}</p>
<p class="small quiet">${clip(debt.owner, 80)} · due ${timeTag(debt.dueAt, 'date-time')}${endOf(debt)}${debt.closedBy !== null && ` · ${debt.status} by ${clip(actorLabel(debt.closedBy), 80)}`}</p>
${debtNotes(debt).map((note) => html`<p class="small">${clip(note, 300)}</p>`)}
${debt.status === 'open' && budget !== pageBudgets.at(-1) && html`<details><summary class="small">Close or renew</summary>${debtForm(debt.resource)}</details>`}</div>`,
    )}`,
  );
}

/** What is closed has no end any more, and what could not be taken back at its end is not tried again. */
function endOf({ status, expiresAt, expiry }: Debt): Html | false {
  if (status !== 'open' || expiresAt === null) return false;
  const isTried = expiry?.outcome !== 'changed-since' && expiry?.outcome !== 'unknown';
  return html` · ${isTried ? 'to be taken back by itself at' : 'was to be taken back at'} ${timeTag(expiresAt, 'date-time')}`;
}

function debtNotes({ status, expiry, undoReadiness, forbids, echoes }: Debt): readonly string[] {
  if (status !== 'open') return [];
  return [
    ...(expiry?.outcome === 'held' ? [`Not taken back at its end: ${expiry.text}`] : []),
    ...(expiry?.outcome === 'changed-since' || expiry?.outcome === 'unknown'
      ? [`Not taken back at its end, it is yours: ${expiry.text}`]
      : []),
    ...(undoReadiness?.ready === false ? [`It can no longer be undone: ${undoReadiness.text}`] : []),
    ...(forbids === undefined ? [] : [`Do not deploy ${forbids.version} again while this is open`]),
    ...echoes.flatMap(({ metric, goes, because }) =>
      goes === undefined ? [] : [`Alerts may come of it: ${metricLabel(metric)} goes ${goes}, ${because}`],
    ),
  ];
}

export function approvalsSection({ approvals }: IncidentView): Html | null {
  if (approvals.length === 0) {
    return null;
  }
  const last = approvals.at(-1);
  return foldedSection(
    {
      id: 'approvals',
      heading: 'Approvals',
      fact:
        last &&
        `${approvals.length === 1 ? '' : `${approvals.length}; the last: `}${last.state}${last.decidedBy === null ? '' : ` by ${clip(last.decidedBy, 80)}`}`,
    },
    html`<ul>${approvals.map(approvalLine)}</ul>`,
  );
}

function approvalLine(approval: ApprovalView): Html {
  const asked = html`asked ${clip(approval.askedPeople.join(', '), 200)} at ${timeTag(approval.requestedAt)}`;
  return html`<li>Step ${approval.stepIndex + 1}: <strong>${approval.state}</strong>${
    approval.decidedBy !== null && html` by ${clip(approval.decidedBy, 80)}`
  }${approval.decidedAt !== null && html` at ${timeTag(approval.decidedAt)}`}; ${asked}
${approval.comment !== null && html`<div class="small">“${clip(approval.comment, 400)}”</div>`}
${approval.voidReason !== null && html`<div class="small">${clip(approval.voidReason, 300)}</div>`}</li>`;
}

export function alertsSection({ alerts }: IncidentView): Html | null {
  if (alerts.length === 0) {
    return null;
  }
  const firingFirst = alerts.toSorted((a, b) => rankOf(a) - rankOf(b));
  const firing = alerts.filter(({ status }) => status === 'firing').length;
  return foldedSection(
    {
      id: 'alerts',
      heading: 'Alerts',
      fact: `${firing === 0 ? 'none' : firing} of ${alerts.length} firing`,
    },
    html`${alerts.length > 12 && partsList(alerts)}<ul>${firingFirst.slice(0, 12).map(alertLine)}</ul>
${alerts.length > 12 && html`<p class="small quiet">and ${alerts.length - 12} more</p>`}`,
  );
}

/** What a storm is made of: the services with most alerts first. */
function partsList(alerts: readonly AlertView[]): Html {
  const parts = [...Map.groupBy(alerts, ({ service }) => service ?? 'no service named')]
    .map(([service, own]) => ({
      service,
      count: own.length,
      firing: own.filter(({ status }) => status === 'firing').length,
    }))
    .toSorted((a, b) => b.firing - a.firing || b.count - a.count || (a.service < b.service ? -1 : 1));
  return html`<p>${alerts.length} alerts of ${parts.length === 1 ? 'one service' : `${parts.length} services`}:</p>
<ul>${parts.slice(0, 20).map(({ service, count, firing }) => html`<li><strong>${clip(service, 80)}</strong> <small>${firing} of ${count} firing</small></li>`)}</ul>
${parts.length > 20 && html`<p class="small quiet">and ${parts.length - 20} more services</p>`}`;
}

/** A link without what it asks there: that is nothing to read. */
function placeOf(link: string): string {
  const { host, pathname } = new URL(link);
  return `${host}${pathname === '/' ? '' : pathname}`;
}

/** What fires first, what is over last. */
function rankOf({ status }: AlertView): number {
  return status === 'firing' ? 0 : status === 'resolved' ? 2 : 1;
}

/** An end for want of data looks like a recovery at the sender's. */
function statusLabel({ status }: AlertView): string {
  return status === 'no-data' ? 'no data, which is no recovery' : status;
}

function alertLine(alert: AlertView): Html {
  const { title, description, source, occurrences, stateChanges, lastSeenAt, links } = alert;
  const safeLinks = links.filter(isWebUrl).slice(0, 4);
  return html`<li><strong>${clip(title, 200)}</strong> <small>${statusLabel(alert)}, ${clip(source, 60)}, seen ${occurrences === 1 ? 'once' : `${occurrences} times`}, last ${timeTag(lastSeenAt)}${stateChanges > 1 && `, changed between firing and resolved ${stateChanges} times`}</small>
${description !== null && html`<div class="small">${clip(description, 400)}</div>`}
${safeLinks.map((link) => html`<div class="small"><a href="${link}" rel="noopener noreferrer nofollow">${clip(placeOf(link), 90)}</a></div>`)}</li>`;
}
