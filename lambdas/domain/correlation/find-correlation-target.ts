import type { CompiledPolicy, ServicePolicy } from '../policy/policy.ts';
import type { Alert } from '../records/alert.ts';
import { isLabelPart, labelPrefix } from '../records/correlation-part.ts';
import { alarmNameOf, matchesAlert } from './match-alert.ts';

/** Where an alert belongs: alerts of one key make one incident. */
export interface CorrelationTarget {
  readonly correlationKey: string;
  readonly service: string;
  readonly environment: string;
}

type TargetPolicy = Pick<CompiledPolicy, 'correlateBy' | 'services'>;

/**
 * The service that the alert names by its id, else the one whose match in policy fits, else the name as it was sent. Without any
 * nothing says that two alarms are related, so that each gets an incident of its own. An alert that names another environment than
 * policy does is about that one: automation never works on production because staging failed.
 */
export function findCorrelationTarget(policy: TargetPolicy, alert: Alert): CorrelationTarget {
  const name = namedService(alert);
  const known =
    policy.services.find(({ id }) => id === name) ?? policy.services.find((service) => fits(service, alert));
  const service = known?.id ?? name ?? 'unknown';
  const environment = namedEnvironment(alert) ?? known?.environment ?? 'default';
  const alarm = alarmNameOf(alert);
  const values = { service, environment, alarmName: alarm ?? `${alert.source} ${alert.fingerprint}` };
  const parts = policy.correlateBy.map((part) =>
    isLabelPart(part) ? (alert.labels[part.slice(labelPrefix.length)] ?? '') : values[part],
  );
  if (service === 'unknown' && !policy.correlateBy.includes('alarmName')) parts.push(values.alarmName);
  return { correlationKey: parts.map(keyPart).join('/'), service, environment };
}

/** Longer names are cut: a key of the table has 2,048 bytes, and a character may take nine of them here. */
const longestPart = 128;

/** Keeps parts apart whatever they hold. Half of a surrogate pair, which cannot be encoded, becomes a replacement character. */
function keyPart(text: string): string {
  return encodeURIComponent(text.slice(0, longestPart).toWellFormed());
}

function fits(service: ServicePolicy, alert: Alert): boolean {
  return service.match.some((match) => matchesAlert(match, alert));
}

/** CloudWatch names a metric's namespace for want of a service: `AWS/EC2` is not one of the user's. */
function namedService({ service }: Alert): string | null {
  return service === null || /^AWS\//i.test(service) ? null : slug(service);
}

const longNames: Readonly<Record<string, string>> = {
  prod: 'production',
  prd: 'production',
  stg: 'staging',
  stage: 'staging',
  dev: 'development',
};

function namedEnvironment({ labels }: Alert): string | null {
  const name = slug(labels['environment'] ?? labels['env'] ?? labels['stage'] ?? '');
  return name !== null && Object.hasOwn(longNames, name) ? (longNames[name] ?? name) : name;
}

function slug(text: string): string | null {
  const parts = text.toLowerCase().match(/[a-z0-9]+/g) ?? [];
  return parts.join('-').slice(0, 63) || null;
}
