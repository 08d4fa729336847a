import type { AlertStatus, SeverityHint } from '../domain/records/alert.ts';
import type { ParseOutcome } from '../ports/plug-ins/alert-source.ts';
import { alertOf, hashOf } from './reading/alert-of.ts';
import { defineSource } from './reading/define-source.ts';
import { instantOf } from './reading/instant.ts';
import { at, isObject, type JsonObject, listOf, namedValues, textAt, textsOf } from './reading/json.ts';
import { alertsFound, quarantined } from './reading/outcomes.ts';
import { statusIn } from './reading/state-words.ts';
import { serviceIn } from './reading/user-service.ts';
import { verifyToken } from './verifying/token.ts';

const statuses: Readonly<Record<string, AlertStatus>> = {
  fired: 'firing',
  activated: 'firing',
  resolved: 'resolved',
  deactivated: 'resolved',
};

/** Azure's own scale: 0 critical, 1 error, 2 warning, 3 informational, 4 verbose. */
const hints: Readonly<Record<string, SeverityHint>> = {
  sev0: 'critical',
  sev1: 'high',
  sev2: 'medium',
  sev3: 'info',
  sev4: 'info',
};

/** Azure Monitor: the common alert schema, and the metric alerts from before it. */
export const azure = defineSource({
  name: 'azure',
  verify: verifyToken,
  read(payload) {
    const essentials = at(payload, 'data.essentials');
    if (isObject(essentials)) return readEssentials(essentials, payload);
    if (textAt(payload, 'schemaId') === 'Microsoft.Insights/LogAlert')
      return readLogAlert(at(payload, 'data'));
    const context = at(payload, 'data.context') ?? at(payload, 'context');
    return isObject(context)
      ? readContext(context, payload)
      : quarantined('It is not an Azure Monitor alert');
  },
});

/** https://learn.microsoft.com/azure/azure-monitor/alerts/alerts-common-schema */
function readEssentials(essentials: JsonObject, payload: unknown): ParseOutcome {
  const condition = statusOf(textAt(essentials, 'monitorCondition'));
  const health = condition === null ? null : healthIn(payload);
  const told = health?.status ?? condition;
  const status = told === 'resolved' && isBlind(payload) ? 'no-data' : told;
  const rule = textAt(essentials, 'alertRule');
  const matter = health === null ? null : (health.trackingId ?? textAt(essentials, 'alertTargetIDs.0'));
  // The alert's own id changes from one firing to the next, and that of an event of health with each event.
  const id = matter === null ? textAt(essentials, 'originAlertId', 'alertId') : hashOf(rule ?? '', matter);
  if (status === null || id === null) return quarantined('The alert has no id or no known condition');
  const severity = textAt(essentials, 'severity');
  const target = textAt(essentials, 'alertTargetIDs.0');
  const resolvedAt = status === 'resolved' ? instantOf(essentials['resolvedDateTime']) : null;
  const saidAt = resolvedAt ?? instantOf(essentials['firedDateTime']);
  const labels = {
    ...dimensionsOf(at(payload, 'data.alertContext.condition.allOf')),
    ...textsOf(at(payload, 'data.customProperties')),
    ...textsOf({
      target,
      signalType: essentials['signalType'],
      monitoringService: essentials['monitoringService'],
      resourceGroup: essentials['targetResourceGroup'],
      resourceType: essentials['targetResourceType'],
    }),
  };
  return alertsFound([
    alertOf('azure', {
      identity: id,
      status,
      title: rule,
      description: textAt(essentials, 'description'),
      service: serviceIn(labels),
      severityRaw: severity,
      severityHint: hintOf(severity),
      labels,
      place: { resource: target, account: subscriptionOf(target ?? id) },
      startsAt: instantOf(essentials['firedDateTime']),
      endsAt: status === 'resolved' ? saidAt : null,
      saidAt,
      links: [textAt(essentials, 'investigationLink')],
    }),
  ]);
}

interface Health {
  readonly status: AlertStatus;
  /** Of an event of Service Health. */
  readonly trackingId: string | null;
}

/**
 * What an event of Service Health or Resource Health tells: its alert is always `Fired`, also at the end. Null for any other.
 * https://learn.microsoft.com/azure/service-health/resource-health-alert-monitor-guide
 */
function healthIn(payload: unknown): Health | null {
  const properties = at(payload, 'data.alertContext.properties');
  const current = textAt(properties, 'currentHealthStatus')?.toLowerCase() ?? null;
  const trackingId = textAt(properties, 'trackingId', 'trackingID');
  if (current !== null) {
    const status = current === 'available' ? 'resolved' : current === 'unknown' ? 'no-data' : 'firing';
    return { status, trackingId };
  }
  const stage = textAt(properties, 'stage')?.toLowerCase() ?? null;
  if (stage === null || trackingId === null) return null;
  const isOver = ['resolved', 'complete', 'completed', 'rca', 'canceled', 'cancelled'].includes(stage);
  return { status: isOver ? 'resolved' : 'firing', trackingId };
}

/** A metric alert that no longer has a value, or a resource whose health is unknown, has not recovered. */
function isBlind(payload: unknown): boolean {
  const context = at(payload, 'data.alertContext');
  const conditions = listOf(at(context, 'condition.allOf'));
  return (
    (conditions.length > 0 && conditions.every((condition) => at(condition, 'metricValue') === null)) ||
    textAt(context, 'properties.currentHealthStatus')?.toLowerCase() === 'unknown'
  );
}

/** The id of every resource names its subscription. */
function subscriptionOf(id: string): string | null {
  return /\/subscriptions\/([^/]+)/i.exec(id)?.[1] ?? null;
}

/** Dimensions of all conditions of a metric alert: `cloud/roleName` names the service of Application Insights. */
function dimensionsOf(conditions: unknown): Record<string, string> {
  const dimensions = listOf(conditions).map((condition) => namedValues(at(condition, 'dimensions')));
  return Object.assign({}, ...dimensions.toReversed());
}

function readContext(context: JsonObject, payload: unknown): ParseOutcome {
  const status = statusOf(textAt(payload, 'data.status', 'status'));
  const id = textAt(context, 'id');
  if (status === null || id === null) return quarantined('The alert has no id or no known status');
  const severity = textAt(context, 'severity');
  const resource = textAt(context, 'resourceId');
  const labels = {
    ...textsOf(at(payload, 'data.properties') ?? at(payload, 'properties')),
    ...textsOf({ target: resource, resourceName: context['resourceName'] }),
  };
  return alertsFound([
    alertOf('azure', {
      identity: id,
      status,
      title: textAt(context, 'name'),
      description: textAt(context, 'description'),
      severityRaw: severity,
      severityHint: hintOf(severity === null ? null : `sev${severity}`),
      service: serviceIn(labels),
      labels,
      place: {
        resource,
        account: textAt(context, 'subscriptionId') ?? subscriptionOf(resource ?? id),
        region: textAt(context, 'resourceRegion'),
      },
      startsAt: instantOf(context['timestamp']),
      endsAt: status === 'resolved' ? instantOf(context['timestamp']) : null,
      saidAt: instantOf(context['timestamp']),
      links: [textAt(context, 'portalLink')],
    }),
  ]);
}

/** The log alerts from before the common schema: each says that a search found something; none says that it no longer does. */
function readLogAlert(data: unknown): ParseOutcome {
  const rule = textAt(data, 'AlertRuleName');
  if (rule === null) return quarantined('The log alert names no rule');
  const severity = textAt(data, 'Severity');
  return alertsFound([
    alertOf('azure', {
      identity: hashOf(textAt(data, 'WorkspaceId', 'ApplicationId', 'SubscriptionId') ?? '', rule),
      status: 'firing',
      title: rule,
      description: textAt(data, 'Description', 'SearchQuery'),
      severityRaw: severity,
      severityHint: hintOf(severity === null ? null : `sev${severity}`),
      labels: textsOf({ resultCount: at(data, 'ResultCount') }),
      place: {
        account: textAt(data, 'SubscriptionId'),
        resource: textAt(data, 'WorkspaceId', 'ApplicationId'),
      },
      startsAt: instantOf(at(data, 'SearchIntervalStartTimeUtc')),
      links: [textAt(data, 'LinkToSearchResults')],
    }),
  ]);
}

function statusOf(term: string | null): AlertStatus | null {
  return statusIn(statuses, term?.toLowerCase() ?? null);
}

function hintOf(severity: string | null): SeverityHint | null {
  const key = severity?.toLowerCase() ?? '';
  return (Object.hasOwn(hints, key) ? hints[key] : undefined) ?? (severity === null ? null : 'unknown');
}
