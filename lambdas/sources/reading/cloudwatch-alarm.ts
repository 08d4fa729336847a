import type { Alert, AlertStatus } from '../../domain/records/alert.ts';
import { alertOf } from './alert-of.ts';
import { instantOf } from './instant.ts';
import { at, isObject, listOf, textAt, textsOf } from './json.ts';

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
  const status =
    change.state !== null && Object.hasOwn(statuses, change.state) ? statuses[change.state] : undefined;
  if (change.name === null || status === undefined) return null;
  const alarm = change.arn ?? `${change.account}|${change.region}|${change.name}`;
  const changedAt = instantOf(change.changedAt);
  return alertOf(source, {
    identity: change.contributor ? `${alarm}|${change.contributor}` : alarm,
    status,
    title: change.name,
    description: [change.description, change.reason].filter((text) => text !== null).join('\n') || null,
    service: change.namespace,
    labels: {
      ...change.dimensions,
      alarmName: change.name,
      ...textsOf({
        account: change.account,
        region: change.region,
        actionsSuppressedBy: change.suppressedBy,
      }),
    },
    startsAt: changedAt,
    endsAt: status === 'resolved' ? changedAt : null,
  });
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

/** `[{name, value}]` as labels; the first letters may be upper-case. */
export function namedValues(list: unknown): Record<string, string> {
  const pairs = listOf(list).map((entry) => [textAt(entry, 'name', 'Name'), textAt(entry, 'value', 'Value')]);
  return textsOf(Object.fromEntries(pairs));
}
