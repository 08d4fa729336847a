import { isIdentifying } from '../../identity/identifying-labels.ts';
import type { ServicePolicy } from '../../policy/schemas/services-schema.ts';
import type { Alert } from '../../records/alert.ts';
import type { Change, Evidence } from '../../records/evidence.ts';
import type { EvidenceConditions } from './evidence-conditions.ts';
import { plainWords, searchText } from './search-text.ts';
import { isSecurityFinding } from './security-finding.ts';

/** Longest text that a condition searches; the rest of a longer alert is not looked at. */
const textLimit = 4000;
const securityTextLimit = 100_000;

/** `text` is everything the alert says, in lower case, so that conditions can look for words. */
export function alertContext(alert: Alert): Readonly<Record<string, unknown>> {
  const { source, status, title, labels } = alert;
  return {
    source,
    status,
    title,
    description: alert.description ?? '',
    labels,
    text: searchText(saidBy(alert).slice(0, textLimit)),
    severityHint: alert.severityHint ?? 'unknown',
    severityRaw: alert.severityRaw ?? '',
    securityFinding: isSecurityFinding(everythingSaid(alert)),
  };
}

/**
 * What `alertContext` says, for rules about security, whose words may be disguised or stand anywhere: `text` is all of the alert and its labels, as it is
 * and in plain words. The names of things say nothing about what happened to them.
 */
export function securityContext(
  alert: Alert,
  said: Readonly<Record<string, unknown>>,
): Readonly<Record<string, unknown>> {
  const text = everythingSaid(alert);
  return { ...said, text: `${searchText(text)}\n${plainWords(text)}` };
}

function saidBy({ title, description, labels }: Alert): string {
  return [title, description ?? '', labels['alertname'] ?? ''].join(' ');
}

const namesOfThings: ReadonlySet<string> = new Set(['service', 'app', 'team', 'alertname']);

function everythingSaid(alert: Alert): string {
  const telling = Object.entries(alert.labels)
    .filter(([name]) => !namesOfThings.has(name) && !isIdentifying(name))
    .map(([, value]) => value);
  return [saidBy(alert), ...telling].join('\n').slice(0, securityTextLimit);
}

/** Of a service that policy does not know there is nothing but `known`. */
export function serviceContext(service: ServicePolicy | null): Readonly<Record<string, unknown>> {
  if (service === null) return { known: false };
  const { id, name, tier, environment, region } = service;
  return { known: true, id, name, tier, environment, region };
}

/** What evidence there is before any is in: `has()` can ask below these. */
const beforeEvidence = { metrics: {}, blastRadius: {} };

/** What was found, by the names that its kinds have in conditions. */
export function evidenceContext(
  evidence: readonly Evidence[],
  kinds: readonly EvidenceConditions[],
): Readonly<Record<string, unknown>> {
  const found = evidence.filter((each) => each.status === 'available');
  const values = found.flatMap((each) =>
    kinds
      .filter(({ kind }) => kind === each.kind)
      .map(({ conditions }) => [conditions.name, conditions.values(each)]),
  );
  const missing = evidence.filter(({ status }) => status === 'unavailable');
  return {
    ...beforeEvidence,
    ...Object.fromEntries(values),
    available: found.map(({ kind }) => kind),
    unavailable: missing.map(({ kind }) => kind),
  };
}

export function suspectContext(
  suspect: { readonly change: Change; readonly score: number } | null,
): Readonly<Record<string, unknown>> {
  return suspect === null ? {} : { ...changeContext(suspect.change), score: suspect.score };
}

export function changeContext({
  id,
  kind,
  service,
  resource,
  summary,
}: Change): Readonly<Record<string, unknown>> {
  return { id, kind, service, resource: resource.key, summary };
}
