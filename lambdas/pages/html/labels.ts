import type { CloseOutcome, IncidentStatus } from '../../domain/records/incident.ts';
import { actorName } from '../../domain/reporting/labels/actor-name.ts';
import type { StepState } from '../../domain/reporting/views/step-view.ts';

/** What people read for what is recorded. */
export const statusLabels: Readonly<Record<IncidentStatus, string>> = {
  opened: 'Opened',
  triaging: 'Gathering evidence',
  responding: 'Working on the plan',
  'awaiting-approval': 'Waiting for approval',
  verifying: 'Checking recovery',
  'handed-over': 'Handed over to people',
  closed: 'Closed',
};

export const outcomeLabels: Readonly<Record<CloseOutcome, string>> = {
  recovered: 'Closed: recovered',
  'resolved-by-person': 'Closed by a person',
  unattended: 'Closed: nobody responded',
};

/** How it stands, or how it ended. The word of a newer version is told as it came. */
export function stateLabel({
  status,
  outcome,
}: {
  readonly status: string;
  readonly outcome: string | null;
}): string {
  return outcome === null ? labelOf(statusLabels, status) : labelOf(outcomeLabels, outcome);
}

export function labelOf(labels: Readonly<Record<string, string>>, name: string): string {
  return labels[name] ?? name;
}

export const stepLabels: Readonly<Record<StepState, string>> = {
  planned: 'Planned',
  denied: 'Denied by a guardrail',
  allowed: 'Allowed by policy',
  'awaiting-approval': 'Waiting for approval',
  approved: 'Approved',
  rejected: 'Rejected',
  void: 'Request withdrawn',
  expired: 'Nobody decided in time',
  acting: 'In progress',
  stale: 'Not done: the resource had changed',
  stopped: 'Not done: it was stopped',
  unknown: 'Unknown: a person must look',
  done: 'Done, not yet verified',
  recovered: 'Done, and it recovered',
  worse: 'Done, and it got worse',
  'no-better': 'Done, but no better',
  inconclusive: 'Done; not enough data to tell',
  undone: 'Done, then undone',
  'not-undone': 'Could not be undone',
  replaced: 'Replaced by a newer plan',
};

/**
 * `person:alice` → alice; `firebreak:take-action` → Firebreak; `source:alertmanager` → alertmanager. A name that nobody proved says so.
 */
export function actorLabel(actor: string, { identity }: Readonly<Record<string, unknown>> = {}): string {
  const name = actorName(actor);
  return identity === 'claimed' ? `${name} (not proven: named on the laptop)` : name;
}

/** At most `limit` characters, cut with an ellipsis; surrogate pairs stay whole. */
export function clip(text: string, limit: number): string {
  return text.length <= limit
    ? text
    : `${text
        .slice(0, limit - 1)
        .toWellFormed()
        .replace(/\uFFFD$/, '')}…`;
}
