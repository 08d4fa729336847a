import type { Alert, AlertStatus } from '../domain/records/alert.ts';
import type { ParseOutcome } from '../ports/plug-ins/alert-source.ts';
import { alertOf } from './reading/alert-of.ts';
import { defineSource } from './reading/define-source.ts';
import { instantOf } from './reading/instant.ts';
import { at, isObject, listOf, textAt } from './reading/json.ts';
import { alertOr, alertsFound, control, ignored, quarantined } from './reading/outcomes.ts';
import { readEach } from './reading/read-each.ts';
import { resolvedFor } from './reading/resolve-reason.ts';
import { userService } from './reading/user-service.ts';
import { verifyPagerduty } from './verifying/pagerduty.ts';

/** By the last part of the event's type, in all three generations of webhooks. */
const statuses: Readonly<Record<string, AlertStatus>> = {
  trigger: 'firing',
  triggered: 'firing',
  reopened: 'firing',
  unacknowledge: 'firing',
  unacknowledged: 'firing',
  acknowledge: 'acknowledged',
  acknowledged: 'acknowledged',
  resolve: 'resolved',
  resolved: 'resolved',
  assign: 'updated',
  reassigned: 'updated',
  delegate: 'updated',
  delegated: 'updated',
  escalate: 'updated',
  escalated: 'updated',
  priority_updated: 'updated',
};

/** PagerDuty's webhooks: v3 subscriptions, and the v2 and v1 extensions before them. */
export const pagerduty = defineSource({
  name: 'pagerduty',
  credential: 'vendor',
  verify: verifyPagerduty,
  read(payload) {
    if (isObject(at(payload, 'event.data'))) return readEvent(payload);
    const messages = listOf(at(payload, 'messages'));
    if (messages.length === 0) return quarantined('It is not a PagerDuty webhook');
    return readEach(messages, (message) => alertOr(readMessage(message), 'A message has no incident'));
  },
});

/** https://developer.pagerduty.com/docs/webhooks/v3-overview/ */
function readEvent(payload: unknown): ParseOutcome {
  const type = textAt(payload, 'event.event_type') ?? '';
  if (type === 'pagey.ping') return control('A PagerDuty test event');
  const status = type.startsWith('incident.') ? statusOf(type) : 'ignored';
  if (status === 'ignored') return ignored(`Nothing is opened for ${type.slice(0, 100)}`);
  const incident = at(payload, 'event.data');
  const id = textAt(incident, 'id');
  if (id === null) return quarantined('The event names no incident');
  const occurredAt = instantOf(at(payload, 'event.occurred_at'));
  return alertsFound([incidentAlert(id, status, incident, occurredAt, occurredAt)]);
}

function readMessage(message: unknown): Alert | null {
  const incident = at(message, 'incident') ?? at(message, 'data.incident');
  const id = textAt(incident, 'id');
  if (id === null) return null;
  const status = statusOf(textAt(message, 'event', 'type') ?? '');
  const happenedAt = instantOf(at(message, 'created_on'));
  const startsAt = instantOf(at(incident, 'created_at') ?? at(incident, 'created_on')) ?? happenedAt;
  const channel = textAt(message, 'log_entries.0.channel.type');
  return incidentAlert(id, status, incident, startsAt, happenedAt, channel);
}

function statusOf(type: string): AlertStatus {
  const term = type.slice(type.indexOf('.') + 1);
  return (Object.hasOwn(statuses, term) ? statuses[term] : undefined) ?? 'ignored';
}

function incidentAlert(
  id: string,
  told: AlertStatus,
  incident: unknown,
  startsAt: string | null,
  happenedAt: string | null,
  channel: string | null = null,
): Alert {
  // Merging resolves an incident, and its service may have a time limit: neither is a recovery.
  const reason =
    channel === 'timeout' ? 'expired' : textAt(incident, 'resolve_reason.type', 'resolve_reason');
  const status = told === 'resolved' ? resolvedFor(reason) : told;
  return alertOf('pagerduty', {
    identity: id,
    status,
    title: textAt(
      incident,
      'title',
      'trigger_summary_data.subject',
      'trigger_summary_data.description',
      'description',
      'summary',
    ),
    description: textAt(incident, 'body.details', 'description', 'trigger_summary_data.description'),
    service: userService(textAt(incident, 'service.summary', 'service.name')),
    severityRaw: textAt(incident, 'priority.summary', 'priority.name', 'urgency'),
    labels: labelsOf(incident),
    startsAt,
    endsAt: status === 'resolved' ? happenedAt : null,
    saidAt: happenedAt,
    links: [textAt(incident, 'html_url')],
  });
}

function labelsOf(incident: unknown): Record<string, string> {
  const labels: Record<string, string> = {};
  for (const [label, path] of [
    ['incidentKey', 'incident_key'],
    ['urgency', 'urgency'],
    ['serviceId', 'service.id'],
  ] as const) {
    const text = textAt(incident, path);
    if (text !== null) labels[label] = text;
  }
  return labels;
}
