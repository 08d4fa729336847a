import type { Alert } from '../alert.ts';
import type { CompiledPolicy } from '../policy/policy.ts';
import type { CorrelationPart, ServicePolicy } from '../policy/services-schema.ts';
import { keyPart } from './key-part.ts';
import { matchService } from './match-service.ts';

/** What an alert is about. */
export interface Subject {
  /** Null when policy does not know the service, or not in this environment: then nothing can be acted on. */
  readonly policy: ServicePolicy | null;
  readonly service: string;
  readonly environment: string;
  /** Groups alerts into one incident, such as `checkout/production`. */
  readonly correlationKey: string;
}

/** Finds the service of an alert by policy. Names out of the alert are made safe before they are used in a key. */
export function identifySubject(
  policy: Pick<CompiledPolicy, 'services' | 'correlateBy'>,
  alert: Alert,
): Subject {
  const found = matchService(policy.services, alert);
  const stated = statedEnvironment(alert);
  const known = found !== null && (stated === null || stated === found.environment) ? found : null;
  const service = found?.id ?? keyPart(alert.service ?? alert.labels['service']);
  const environment = known?.environment ?? stated ?? 'unknown';
  const parts: Readonly<Record<CorrelationPart, string>> = {
    service,
    environment,
    alarmName: keyPart(alert.labels['alertname'] ?? alert.title),
  };
  return {
    policy: known,
    service,
    environment,
    correlationKey: policy.correlateBy.map((part) => parts[part]).join('/'),
  };
}

const longNames: Readonly<Record<string, string>> = {
  prod: 'production',
  prd: 'production',
  stg: 'staging',
  stage: 'staging',
  dev: 'development',
};

/** The environment that the alert names, or null. */
function statedEnvironment({ labels }: Alert): string | null {
  const stated = labels['environment'] ?? labels['env'];
  if (stated === undefined || stated.trim() === '') return null;
  const part = keyPart(stated);
  return Object.hasOwn(longNames, part) ? (longNames[part] ?? part) : part;
}
