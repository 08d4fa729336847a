import type { Alert, AlertStatus } from '../../domain/records/alert.ts';
import { alertOf } from './alert-of.ts';
import { instantOf } from './instant.ts';
import { at, isObject, listOf, namedValues, parseJson, textAt, textsOf } from './json.ts';
import { serviceIn } from './user-service.ts';

/** A change of an alarm's state, however CloudWatch sent it. */
export interface AlarmChange {
  readonly arn: string | null;
  /** One time series of an alarm over many. */
  readonly contributor?: string | null;
  readonly account: string | null;
  readonly region: string | null;
  readonly name: string | null;
  readonly description: string | null;
  readonly state: string | null;
  readonly reason: string | null;
  /** JSON, as text. */
  readonly reasonData?: string | null;
  readonly suppressedBy?: string | null;
  readonly changedAt: unknown;
  readonly namespace: string | null;
  readonly dimensions: Readonly<Record<string, string>>;
}

const statuses: Readonly<Record<string, AlertStatus>> = {
  ALARM: 'firing',
  OK: 'resolved',
  INSUFFICIENT_DATA: 'no-data',
};

/** Null when the alarm's name or state is missing or unknown. */
export function alarmAlert(source: string, change: AlarmChange): Alert | null {
  const told =
    change.state !== null && Object.hasOwn(statuses, change.state) ? statuses[change.state] : undefined;
  if (change.name === null || told === undefined) return null;
  const status = told === 'resolved' && isBlind(change) ? 'no-data' : told;
  const alarm = change.arn ?? `${change.account}|${change.region}|${change.name}`;
  const [, , , regionOfArn, accountOfArn] = change.arn?.split(':') ?? [];
  const changedAt = instantOf(change.changedAt);
  return alertOf(source, {
    identity: change.contributor ? `${alarm}|${change.contributor}` : alarm,
    status,
    title: change.name,
    description: [change.description, change.reason].filter((text) => text !== null).join('\n') || null,
    service: serviceOf(change),
    labels: {
      ...change.dimensions,
      alarmName: change.name,
      ...textsOf({
        account: change.account ?? accountOfArn,
        // A notification by SNS tells the Region's display name.
        region: regionOfArn ?? change.region,
        metricNamespace: change.namespace,
        actionsSuppressedBy: change.suppressedBy,
      }),
    },
    startsAt: changedAt,
    endsAt: status === 'resolved' ? changedAt : null,
    saidAt: changedAt,
  });
}

/**
 * Whether an alarm is OK although CloudWatch saw nothing: missing data counted as not breaching, or a child of a composite alarm lost its
 * data. https://docs.aws.amazon.com/AmazonCloudWatch/latest/monitoring/alarms-and-missing-data.html
 */
function isBlind({ reason, reasonData }: AlarmChange): boolean {
  const data = parseJson(reasonData ?? '');
  const evaluated = listOf(at(data, 'evaluatedDatapoints')).some((point) => at(point, 'value') !== undefined);
  const recent = at(data, 'recentDatapoints');
  if (Array.isArray(recent)) return recent.length === 0 && !evaluated;
  const children = listOf(at(data, 'triggeringAlarms'));
  return (
    /\bno datapoints were received\b|\btransitioned to INSUFFICIENT_DATA\b/i.test(reason ?? '') ||
    children.some((child) => textAt(child, 'state.value') === 'INSUFFICIENT_DATA')
  );
}

/** Namespaces whose dimensions `Service` and `ServiceName` are products of AWS. */
const ofProducts = /^AWS\/(Usage|Billing|TrustedAdvisor|PrivateLink\w*)$/;

/** A namespace groups metrics of many services: it is told only where it is AWS's own, which correlation knows to be nobody's service. */
function serviceOf({ namespace, dimensions }: AlarmChange): string | null {
  const named = ofProducts.test(namespace ?? '') ? null : serviceIn(dimensions);
  return named ?? (namespace?.startsWith('AWS/') ? namespace : null);
}

/** Namespace and dimensions of the first metric that an alarm's configuration names. */
export function alarmDimensions(metrics: unknown): {
  namespace: string | null;
  dimensions: Readonly<Record<string, string>>;
} {
  for (const entry of listOf(metrics)) {
    const metric = at(entry, 'metricStat.metric') ?? at(entry, 'MetricStat.Metric');
    if (!isObject(metric)) continue;
    const dimensions = metric['dimensions'] ?? metric['Dimensions'];
    return {
      namespace: textAt(metric, 'namespace', 'Namespace'),
      dimensions: Array.isArray(dimensions) ? namedValues(dimensions) : textsOf(dimensions),
    };
  }
  return { namespace: null, dimensions: {} };
}
