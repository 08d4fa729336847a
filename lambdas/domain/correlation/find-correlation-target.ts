import { contentHash } from '../content-hash.ts';
import { environmentOf } from '../identity/environment-of.ts';
import { accountOf, identifyingLabels, isOtherAccount, regionOf } from '../identity/identifying-labels.ts';
import { plainName } from '../identity/plain-name.ts';
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

export type TargetPolicy = Pick<
  CompiledPolicy,
  'correlateBy' | 'services' | 'environments' | 'defaultEnvironment'
>;

/**
 * The service that the alert names by its id, else the one whose match in policy fits, else the name as it was sent. An alert about
 * another environment, account or Region than policy's service is not about that one: automation never works on production because
 * staging failed. What is about no service of policy shares an incident only with what is about the very same thing. A relapse belongs where
 * the closed incident did.
 */
export function findCorrelationTarget(policy: TargetPolicy, alert: Alert): CorrelationTarget {
  if (alert.relapse !== undefined) {
    const { correlationKey, service, environment } = alert.relapse;
    return { correlationKey, service, environment };
  }
  const name = namedService(alert);
  const named =
    policy.services.find(({ id }) => id === name) ?? policy.services.find((service) => fits(service, alert));
  const service = named?.id ?? name ?? 'unknown';
  const elsewhere = named === undefined ? [] : otherPlaces(named, alert);
  const within = environmentOf(policy, alert.labels, service, alarmNameOf(alert));
  const environment = elsewhere.length === 0 ? within : `${within} in ${elsewhere.join(' ')}`;
  const alarmName = alarmNameOf(alert) ?? `${alert.source} ${alert.fingerprint}`;
  const values = { service, environment, alarmName };
  const parts = policy.correlateBy.map((part) =>
    isLabelPart(part) ? (alert.labels[part.slice(labelPrefix.length)] ?? '') : values[part],
  );
  if (named === undefined || named.environment !== environment) {
    const isNamed = service !== 'unknown';
    if (!policy.correlateBy.includes('environment')) parts.push(environment);
    if (!policy.correlateBy.includes('alarmName') && !isNamed) parts.push(alarmName);
    const identity = [...(isNamed ? [] : [['source', alert.source]]), ...identifyingLabels(alert.labels)];
    if (identity.length > 0) parts.push(contentHash(identity).slice(0, 24));
  }
  return { correlationKey: parts.map(keyPart).join('/'), service, environment };
}

/** Longer names end in a hash: a key of the table has 2,048 bytes, and a character may take nine of them here. */
const longestPart = 128;

/** Keeps parts apart whatever they hold. Half of a surrogate pair, which cannot be encoded, becomes a replacement character. */
function keyPart(text: string): string {
  if (text.length <= longestPart) return encodeURIComponent(text.toWellFormed());
  return `${encodeURIComponent(text.slice(0, longestPart - 24).toWellFormed())}~${contentHash(text).slice(0, 23)}`;
}

/** A namespace of CloudWatch, such as `AWS/EC2`, is no service of the user's. */
function namedService({ service }: Alert): string | null {
  return service === null || /^AWS\//i.test(service) ? null : plainName(service);
}

function fits(service: ServicePolicy, alert: Alert): boolean {
  return service.match.some((match) => matchesAlert(match, alert));
}

/** Metrics of these are in one Region wherever the service is. */
const globalNamespaces =
  /^AWS\/(CloudFront|Route53|Route53Resolver|GlobalAccelerator|WAFV2|DDoSProtection|Billing|Chatbot)$/i;

/** The account and the AWS Region that an alert names, where policy names others for the service. */
function otherPlaces(
  { account: own, region: ownRegion }: ServicePolicy,
  { labels }: Alert,
): readonly string[] {
  const account = accountOf(labels);
  const region = regionOf(labels);
  const isOtherRegion =
    region !== null &&
    region !== ownRegion &&
    /^[a-z]{2,4}(-[a-z]+)+-\d{1,2}$/.test(region) &&
    !globalNamespaces.test(labels['metricNamespace'] ?? '');
  return [
    ...(account !== null && own !== undefined && isOtherAccount(account, [own]) ? [account] : []),
    ...(isOtherRegion ? [region] : []),
  ];
}
