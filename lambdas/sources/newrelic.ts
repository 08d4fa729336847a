import type { AlertStatus } from '../domain/records/alert.ts';
import { alertOf } from './reading/alert-of.ts';
import { defineSource } from './reading/define-source.ts';
import { instantOf } from './reading/instant.ts';
import { at, listOf, textAt, textOf, textsOf } from './reading/json.ts';
import { alertsFound, ignored, quarantined } from './reading/outcomes.ts';
import { resolvedAsTold, resolvedFor } from './reading/resolve-reason.ts';
import { statusIn } from './reading/state-words.ts';
import { serviceIn, userService } from './reading/user-service.ts';
import { verifyToken } from './verifying/token.ts';

const statuses: Readonly<Record<string, AlertStatus>> = {
  created: 'firing',
  activated: 'firing',
  active: 'firing',
  open: 'firing',
  opened: 'firing',
  acknowledged: 'acknowledged',
  closed: 'resolved',
  resolved: 'resolved',
  deactivated: 'resolved',
};

/** New Relic's webhook: issues of workflows, and the legacy notification channel. Its template is the user's. */
export const newrelic = defineSource({
  name: 'newrelic',
  verify: verifyToken,
  read(payload) {
    const id = identityOf(payload);
    const state = textAt(payload, 'state', 'issueState', 'current_state', 'status')?.toLowerCase() ?? null;
    if (state === 'test') return ignored('A test notification');
    const known = state === null ? stateless(payload) : statusIn(statuses, state);
    if (id === null || known === null) return quarantined('It has no issue with a known state');
    const status = statusOf(known, payload);
    const startsAt = instantOf(
      at(payload, 'createdAt') ??
        at(payload, 'activatedAt') ??
        at(payload, 'timestamp') ??
        at(payload, 'open_date'),
    );
    const endedAt = at(payload, 'closedAt') ?? at(payload, 'updatedAt') ?? at(payload, 'timestamp');
    const labels = labelsOf(payload);
    return alertsFound([
      alertOf('newrelic', {
        identity: id,
        status,
        title: textAt(payload, 'title', 'issueTitle', 'condition_name', 'details'),
        description: textAt(payload, 'description', 'details', 'violationChartUrl'),
        service: userService(textAt(payload, 'service')) ?? serviceIn(labels),
        severityRaw: textAt(payload, 'priority', 'severity'),
        labels,
        place: {
          account: textAt(payload, 'accountId', 'account_id', 'nrAccountId', 'accountName', 'account_name'),
          region: textAt(payload, 'region'),
          resource: labels['entity'] ?? textAt(payload, 'targets.0.id', 'targets.0.name'),
          environment: textAt(payload, 'environment', 'env'),
        },
        startsAt,
        saidAt: instantOf(at(payload, 'updatedAt') ?? at(payload, 'timestamp')),
        endsAt: status === 'resolved' ? instantOf(endedAt) : null,
        links: [textAt(payload, 'issueUrl', 'issuePageUrl', 'incident_url'), textAt(payload, 'runbook_url')],
      }),
    ]);
  },
});

/** A field of the user's own template that New Relic did not know stays `{{…}}`: it identifies nothing. The page does. */
function identityOf(payload: unknown): string | null {
  for (const name of ['issueId', 'issue_id', 'id', 'incident_id']) {
    const id = textAt(payload, name);
    if (id !== null && !id.includes('{{')) return id;
  }
  const page = textAt(payload, 'issueUrl', 'issuePageUrl', 'incident_url') ?? '';
  return /\/(?:issues|incidents)\/([\w-]+)/.exec(page)?.[1] ?? null;
}

/** An issue also closes when its signal is lost, its time limit is over, or it is merged into another. */
function statusOf(known: AlertStatus, payload: unknown): AlertStatus {
  if (known === 'firing') return isAcknowledgement(payload) ? 'acknowledged' : known;
  if (known !== 'resolved') return known;
  const reasons = [
    'trigger',
    'triggerEvent',
    'closeReason',
    'closedReason',
    'issueCloseReason',
    'issueClosedReason',
    'closeCause',
    'closedBy',
    'event_type',
  ];
  const told = resolvedFor(...reasons.map((name) => textAt(payload, name)));
  return told === 'resolved' ? resolvedAsTold(textAt(payload, 'details')) : told;
}

/** A template without a state reports problems only: doubt opens. */
function stateless(payload: unknown): AlertStatus | null {
  return textAt(payload, 'title', 'issueTitle', 'condition_name') === null ? null : 'firing';
}

/** An acknowledgement leaves the issue ACTIVATED; only its trigger tells. */
function isAcknowledgement(payload: unknown): boolean {
  return (
    textAt(payload, 'issueAcknowledgedAt', 'acknowledgedAt') !== null ||
    textAt(payload, 'trigger') === 'USER_ACTION'
  );
}

function labelsOf(payload: unknown): Record<string, string> {
  const labels = { ...textsOf(at(payload, 'targets.0.labels')), ...textsOf(at(payload, 'labels')) };
  for (const [label, path] of [
    ['entity', 'impactedEntities'],
    ['policy', 'alertPolicyNames'],
    ['condition', 'alertConditionNames'],
  ] as const) {
    const names = listOf(at(payload, path))
      .map(textOf)
      .filter((name) => name !== null);
    if (names.length > 0) labels[label] = names.join(',');
  }
  const policy = textAt(payload, 'policy_name');
  if (policy !== null) labels['policy'] = policy;
  const condition = textAt(payload, 'condition_name');
  if (condition !== null) labels['condition'] = condition;
  return labels;
}
