import type { AlertStatus } from '../domain/records/alert.ts';
import type { ParseOutcome } from '../ports/plug-ins/alert-source.ts';
import { type AlertPlace, alertOf } from './reading/alert-of.ts';
import { defineSource } from './reading/define-source.ts';
import { instantOf } from './reading/instant.ts';
import { at, isObject, type JsonObject, listOf, textAt, textsOf } from './reading/json.ts';
import { alertsFound, control, ignored, quarantined } from './reading/outcomes.ts';
import { statusIn } from './reading/state-words.ts';
import { userService } from './reading/user-service.ts';
import { verifySentry } from './verifying/sentry.ts';

const issueStatuses: Readonly<Record<string, AlertStatus>> = {
  created: 'firing',
  unresolved: 'firing',
  resolved: 'resolved',
};
const metricStatuses: Readonly<Record<string, AlertStatus>> = {
  critical: 'firing',
  warning: 'firing',
  open: 'firing',
  resolved: 'resolved',
};

/**
 * Sentry's integration webhooks (issues, errors, issue alerts, metric alerts) and its old plugin. Payloads carry people's addresses,
 * IPs and cookies: only what is named here is read out of them.
 */
export const sentry = defineSource({
  name: 'sentry',
  credential: 'vendor',
  verify: verifySentry,
  read(payload) {
    if (!isObject(payload)) return quarantined('It is not a Sentry webhook');
    const action = textAt(payload, 'action') ?? '';
    const data = payload['data'];
    const issue = at(data, 'issue');
    if (isObject(issue)) return readIssue(action, issue);
    const metric = at(data, 'metric_alert');
    if (isObject(metric)) return readMetricAlert(action, metric, data);
    const event = at(data, 'event') ?? at(data, 'error');
    if (isObject(event)) return readEvent(event, data);
    if (isComment(data)) return ignored('A comment');
    if (isObject(at(data, 'installation')) || isBareInstallation(payload)) {
      return control(`The integration was ${action.slice(0, 40) || 'installed'}`);
    }
    return readPluginEvent(payload);
  },
});

/** `data.comment` is the text itself. */
function isComment(data: unknown): boolean {
  return at(data, 'comment') !== undefined || at(data, 'comment_id') !== undefined;
}

function isBareInstallation(payload: JsonObject): boolean {
  const nothingElse = ['data', 'event', 'message'].every((name) => payload[name] === undefined);
  return isObject(payload['installation']) && nothingElse;
}

function readIssue(action: string, issue: JsonObject): ParseOutcome {
  const id = textAt(issue, 'id');
  if (id === null) return quarantined('The issue has no id');
  // An activity alert is always `triggered`; the issue tells what it is now.
  const term = action === 'triggered' ? (textAt(issue, 'status') ?? 'unresolved') : action;
  const told = (Object.hasOwn(issueStatuses, term) ? issueStatuses[term] : undefined) ?? 'updated';
  const status = told === 'resolved' ? resolutionOf(issue) : told;
  // A regression keeps firstSeen: it began when it was seen again.
  const startsAt = instantOf(action === 'unresolved' ? issue['lastSeen'] : issue['firstSeen']);
  return alertsFound([
    alertOf('sentry', {
      identity: `issue:${id}`,
      status,
      title: textAt(issue, 'title'),
      description: textAt(issue, 'metadata.value'),
      service: userService(textAt(issue, 'project.slug')),
      severityRaw: textAt(issue, 'level'),
      labels: textsOf({ shortId: issue['shortId'], culprit: issue['culprit'], platform: issue['platform'] }),
      startsAt,
      links: [textAt(issue, 'web_url'), textAt(issue, 'permalink')],
    }),
  ]);
}

/** https://docs.sentry.io/organization/integrations/integration-platform/webhooks/issues/#statusdetails */
function resolutionOf(issue: JsonObject): AlertStatus {
  const details = at(issue, 'statusDetails');
  // Nobody looked: it was not seen for so many days.
  if (at(details, 'autoResolved') === true) return 'no-data';
  // A promise: the fix is not deployed.
  const isPromised = at(details, 'inNextRelease') === true || isObject(at(details, 'inCommit'));
  return isPromised ? 'updated' : 'resolved';
}

function readMetricAlert(action: string, metric: JsonObject, data: unknown): ParseOutcome {
  const id = textAt(metric, 'id', 'identifier');
  const status = statusIn(metricStatuses, action);
  if (id === null || status === null) return quarantined('The metric alert has no id or no known action');
  return alertsFound([
    alertOf('sentry', {
      identity: `metric:${id}`,
      status,
      title: textAt(metric, 'title', 'alert_rule.name') ?? textAt(data, 'description_title'),
      description: textAt(data, 'description_text'),
      severityRaw: action === 'critical' || action === 'warning' ? action : null,
      labels: textsOf({
        rule: at(metric, 'alert_rule.name'),
        environment: at(metric, 'alert_rule.environment'),
      }),
      startsAt: instantOf(metric['date_started'] ?? metric['date_detected']),
      endsAt: status === 'resolved' ? instantOf(metric['date_closed']) : null,
      links: [textAt(data, 'web_url')],
    }),
  ]);
}

/** An issue alert (`event_alert`) or an error: it belongs to its issue. */
function readEvent(event: JsonObject, data: unknown): ParseOutcome {
  const id = textAt(event, 'issue_id', 'issue.id', 'groupID', 'event_id');
  if (id === null) return quarantined('The event belongs to no issue');
  return alertsFound([
    alertOf('sentry', {
      identity: `issue:${id}`,
      status: 'firing',
      title: textAt(event, 'title', 'message'),
      description: textAt(event, 'metadata.value', 'message'),
      service: userService(
        ...['project_slug', 'project_name', 'project.slug', 'project'].map((name) => textAt(event, name)),
      ),
      severityRaw: textAt(event, 'level'),
      labels: textsOf({
        culprit: event['culprit'],
        release: event['release'],
        rule: at(data, 'triggered_rule'),
      }),
      place: placeOf(event),
      startsAt: instantOf(event['datetime'] ?? event['timestamp']),
      saidAt: instantOf(event['datetime'] ?? event['timestamp']),
      links: [textAt(event, 'web_url'), textAt(event, 'url')],
    }),
  ]);
}

/** The webhooks plugin from before integrations: an event with its issue's id, and no transitions. */
function readPluginEvent(payload: JsonObject): ParseOutcome {
  const id = textAt(payload, 'id');
  const title = textAt(payload, 'message', 'event.title', 'culprit');
  if (id === null || title === null) return quarantined('It is neither an issue, an alert nor an event');
  return alertsFound([
    alertOf('sentry', {
      identity: `issue:${id}`,
      status: 'firing',
      title,
      service: userService(textAt(payload, 'project_slug'), textAt(payload, 'project')),
      severityRaw: textAt(payload, 'level'),
      labels: textsOf({ culprit: payload['culprit'] }),
      place: placeOf(payload['event']),
      links: [textAt(payload, 'url')],
    }),
  ]);
}

/** Of an event's tags only those that tell where it happened: others are about people. */
function placeOf(event: unknown): AlertPlace {
  const pairs = listOf(at(event, 'tags')).filter((tag) => Array.isArray(tag));
  const tags = textsOf(Object.fromEntries(pairs.map((pair) => [textAt(pair, '0'), at(pair, '1')])));
  return {
    environment: textAt(event, 'environment') ?? tags['environment'] ?? null,
    region: tags['region'] ?? null,
    host: tags['server_name'] ?? null,
  };
}
