import type { Alert } from '../alert.ts';
import type { CompiledPolicy, ServicePolicy } from '../policy/policy.ts';

/** Where an alert belongs: alerts of one key make one incident. */
export interface AlertPlace {
  readonly correlationKey: string;
  readonly service: string;
  readonly environment: string;
}

type PlacingPolicy = Pick<CompiledPolicy, 'correlateBy' | 'services'>;

/**
 * The service whose match in policy fits, else the one that the alert names, else none: and then nothing says that two alarms are
 * related, so that each gets an incident of its own.
 */
export function placeAlert(policy: PlacingPolicy, alert: Alert): AlertPlace {
  const known = policy.services.find((service) => fits(service, alert));
  const service = known?.id ?? namedService(alert) ?? 'unknown';
  const environment = known?.environment ?? namedEnvironment(alert);
  const alarm = alarmNameOf(alert);
  const values = { service, environment, alarmName: alarm ?? `${alert.source} ${alert.fingerprint}` };
  const parts = policy.correlateBy.map((part) => values[part]);
  if (service === 'unknown' && !policy.correlateBy.includes('alarmName')) parts.push(values.alarmName);
  return { correlationKey: parts.map(encodeURIComponent).join('/'), service, environment };
}

function fits(service: ServicePolicy, alert: Alert): boolean {
  return service.match.some(({ labels = {}, alarmName }) => {
    const labelled = Object.entries(labels).every(([name, value]) => alert.labels[name] === value);
    return labelled && (alarmName === undefined || matchesName(alarmName, alarmNameOf(alert) ?? alert.title));
  });
}

/** The rule's own name, which unlike a title does not change with the alert's state. */
function alarmNameOf({ labels }: Alert): string | null {
  return labels['alarmName'] ?? labels['alertname'] ?? null;
}

/** `*` stands for any text. */
function matchesName(pattern: string, name: string): boolean {
  const parts = pattern.split('*').map((part) => part.replaceAll(/[\\^$.*+?()[\]{}|]/g, String.raw`\$&`));
  return new RegExp(`^${parts.join('.*')}$`, 's').test(name);
}

/** CloudWatch names a metric's namespace for want of a service: `AWS/EC2` is not one of the user's. */
function namedService({ service }: Alert): string | null {
  return service === null || /^AWS\//i.test(service) ? null : slug(service);
}

function namedEnvironment({ labels }: Alert): string {
  return slug(labels['environment'] ?? labels['env'] ?? labels['stage'] ?? '') ?? 'default';
}

function slug(text: string): string | null {
  const words = text.toLowerCase().match(/[a-z0-9]+/g) ?? [];
  return words.join('-').slice(0, 63) || null;
}
