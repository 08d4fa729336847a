import type { Alert, AlertStatus } from '../../domain/records/alert.ts';
import { alertOf } from './alert-of.ts';
import { instantOf } from './instant.ts';
import { isObject, type JsonObject, listOf, textAt, textOf, textsOf } from './json.ts';
import { resolvedFor } from './resolve-reason.ts';
import { tagsOf } from './tags.ts';
import { serviceIn, userService } from './user-service.ts';

const statuses: readonly (readonly [AlertStatus, RegExp])[] = [
  [
    'resolved',
    /^(resolved|ok|up|closed?|recover(ed|y)|alert_recovery|deactivated|normal|success|healthy|inactive|cleared?)$/,
  ],
  ['acknowledged', /^(acknowledged?|ack)$/],
  ['no-data', /^(no[ _-]?data|insufficient[ _-]?data)$/],
  [
    'firing',
    /^(firing|fired?|triggered|trigger|alert(ing|_failure|_degraded)?|alarm|open(ed)?|down|problem|active|activated|critical|error|warning|failed|failure|unhealthy|degraded|new|created)$/,
  ],
];

const names = {
  status: [
    'status',
    'state',
    'current_state',
    'currentState',
    'alert_type',
    'alertType',
    'alert_status',
    'event_action',
    'action',
  ],
  title: [
    'title',
    'alert_name',
    'alertName',
    'alertname',
    'check_name',
    'checkName',
    'name',
    'summary',
    'subject',
    'message',
  ],
  identity: [
    'fingerprint',
    'dedup_key',
    'dedupKey',
    'deduplication_key',
    'alias',
    'alert_id',
    'alertId',
    'check_id',
    'checkId',
    'monitor_id',
    'monitorId',
    'incident_id',
    'incidentId',
    'issue_id',
    'issueId',
    'id',
    'key',
  ],
  description: ['description', 'long_description', 'details', 'message', 'text', 'summary'],
  severity: ['severity', 'priority', 'importance_level', 'importance', 'level', 'criticality', 'urgency'],
  reason: [
    'resolve_reason',
    'resolveReason',
    'resolution_reason',
    'resolutionReason',
    'close_reason',
    'closeReason',
    'closed_reason',
    'state_reason',
    'stateReason',
    'status_reason',
    'statusReason',
    'reason',
    'resolution',
  ],
  startsAt: [
    'startsAt',
    'starts_at',
    'started_at',
    'startedAt',
    'start',
    'state_changed_timestamp',
    'timestamp',
    'created_at',
    'createdAt',
    'time',
  ],
  endsAt: [
    'endsAt',
    'ends_at',
    'ended_at',
    'endedAt',
    'end',
    'resolved_at',
    'resolvedAt',
    'closed_at',
    'closedAt',
  ],
  service: ['service', 'service_name', 'serviceName', 'app', 'application', 'component'],
  account: [
    'account',
    'account_id',
    'accountId',
    'awsAccountId',
    'aws_account_id',
    'subscriptionId',
    'subscription_id',
    'projectId',
    'project_id',
  ],
  region: ['region', 'aws_region', 'awsRegion'],
  resource: ['resource', 'resource_id', 'resourceId', 'resource_name', 'resourceName', 'arn', 'entity'],
  environment: ['environment', 'env', 'deployment_environment', 'stage'],
  host: ['host', 'hostname', 'node', 'instance'],
  link: ['url', 'link', 'href', 'html_url', 'web_url', 'alert_url', 'incident_url', 'portalLink'],
} as const;

/** Objects in which senders like to wrap the alert. */
const wrappers = [
  'alert',
  'incident',
  'issue',
  'problem',
  'event',
  'data',
  'context',
  'payload',
  'check',
  'monitor',
];

/** The alert in a payload without a known format, if it plainly has a title, a status and an identity; otherwise null. */
export function guessAlert(
  source: string,
  payload: unknown,
  identityInstead: string | null = null,
): Alert | null {
  if (!isObject(payload)) return null;
  const parts = [payload, ...wrapped(payload)];
  const told = statusOf(parts);
  const status =
    told === 'resolved' ? resolvedFor(...names.reason.map((name) => firstText(parts, [name]))) : told;
  const title = firstText(parts, names.title);
  const identity = firstText(parts, names.identity) ?? identityInstead;
  if (status === null || title === null || identity === null) return null;
  const labels = Object.assign({}, ...parts.toReversed().map(labelsOf));
  return alertOf(source, {
    identity,
    status,
    title,
    description: firstText(parts, names.description),
    service: userService(firstText(parts, names.service)) ?? serviceIn(labels),
    severityRaw: firstText(parts, names.severity) ?? labels['severity'] ?? null,
    labels,
    place: {
      account: firstText(parts, names.account),
      region: firstText(parts, names.region),
      resource: firstText(parts, names.resource),
      environment: firstText(parts, names.environment),
      host: firstText(parts, names.host),
    },
    startsAt: firstInstant(parts, names.startsAt),
    endsAt: status === 'resolved' ? firstInstant(parts, names.endsAt) : null,
    links: names.link.map((name) => firstText(parts, [name])),
  });
}

/** Wrapped objects, two levels deep. */
function wrapped(payload: JsonObject): JsonObject[] {
  const inner = wrappers.map((name) => payload[name]).filter(isObject);
  return [...inner, ...inner.flatMap((part) => wrappers.map((name) => part[name]).filter(isObject))];
}

function statusOf(parts: readonly JsonObject[]): AlertStatus | null {
  for (const part of parts) {
    for (const name of names.status) {
      const term = textOf(part[name])?.trim().toLowerCase() ?? '';
      const status = statuses.find(([, pattern]) => pattern.test(term));
      if (status !== undefined) return status[0];
    }
  }
  return null;
}

function firstText(parts: readonly JsonObject[], candidates: readonly string[]): string | null {
  for (const part of parts) {
    for (const name of candidates) {
      const text = textOf(part[name]);
      if (text !== null) return text;
    }
  }
  return null;
}

function firstInstant(parts: readonly JsonObject[], candidates: readonly string[]): string | null {
  for (const part of parts) {
    for (const name of candidates) {
      const instant = instantOf(part[name]);
      if (instant !== null) return instant;
    }
  }
  return null;
}

/** `labels` and `tags` as an object, as `name:value`, or as a list of `{key, value}` where OpenTelemetry wraps the value. */
function labelsOf({ labels, tags }: JsonObject): Record<string, string> {
  return { ...namedTexts(tags), ...namedTexts(labels) };
}

function namedTexts(labels: unknown): Record<string, string> {
  if (isObject(labels)) return textsOf(labels);
  if (!listOf(labels).some(isObject)) return tagsOf(labels);
  return textsOf(
    Object.fromEntries(
      listOf(labels).map((label) => [
        textAt(label, 'key', 'name'),
        textAt(label, 'value', 'value.stringValue'),
      ]),
    ),
  );
}
