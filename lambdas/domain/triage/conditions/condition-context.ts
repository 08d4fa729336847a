import type { ServicePolicy } from '../../policy/services-schema.ts';
import type { Alert } from '../../records/alert.ts';
import type { Affected, Change, Evidence, LogsEvidence, MetricReading } from '../../records/evidence.ts';

/** Longest text that a condition searches; the rest of a longer alert is not looked at. */
const textLimit = 4000;

/** `text` is everything the alert says, in lower case, so that conditions can look for words. */
export function alertContext(alert: Alert): Readonly<Record<string, unknown>> {
  const { source, status, title, labels } = alert;
  const description = alert.description ?? '';
  const said = [title, description, labels['alertname'] ?? ''].join(' ');
  return {
    source,
    status,
    title,
    description,
    labels,
    text: said.slice(0, textLimit).toLowerCase(),
    severityHint: alert.severityHint ?? 'unknown',
    severityRaw: alert.severityRaw ?? '',
  };
}

/** Of a service that policy does not know there is nothing but `known`. */
export function serviceContext(service: ServicePolicy | null): Readonly<Record<string, unknown>> {
  if (service === null) return { known: false };
  const { id, name, tier, environment, region } = service;
  return { known: true, id, name, tier, environment, region };
}

/** What was found; before evidence is in, an empty list gives `metrics` without any metric. */
export function evidenceContext(evidence: readonly Evidence[]): Readonly<Record<string, unknown>> {
  const metrics: Record<string, unknown> = {};
  let changes: readonly unknown[] | undefined;
  let logs: Readonly<Record<string, unknown>> | undefined;
  const blastRadius: Record<string, unknown> = {};
  for (const each of evidence) {
    if (each.status === 'unavailable') continue;
    if (each.kind === 'metrics') {
      for (const reading of each.readings) metrics[reading.name] = readingContext(reading);
    } else if (each.kind === 'changes') {
      changes = each.changes.map(changeContext);
    } else if (each.kind === 'logs') {
      logs = logsContext(each);
    } else if (each.kind === 'blast-radius') {
      for (const affected of each.dimensions) blastRadius[affected.dimension] = affectedContext(affected);
    }
  }
  const kinds = (status: Evidence['status']) =>
    evidence.filter((each) => each.status === status).map(({ kind }) => kind);
  return {
    metrics,
    ...(changes === undefined ? {} : { changes }),
    ...(logs === undefined ? {} : { logs }),
    blastRadius,
    available: kinds('available'),
    unavailable: kinds('unavailable'),
  };
}

export function suspectContext(
  suspect: { readonly change: Change; readonly score: number } | null,
): Readonly<Record<string, unknown>> {
  return suspect === null ? {} : { ...changeContext(suspect.change), score: suspect.score };
}

function changeContext({ id, kind, service, resource, summary }: Change): Readonly<Record<string, unknown>> {
  return { id, kind, service, resource: resource.key, summary };
}

/** `top` is the pattern that matters most, in lower case to look for words in; without any error it is missing. */
function logsContext({ patterns }: LogsEvidence): Readonly<Record<string, unknown>> {
  const [top] = patterns;
  const sum = (counts: readonly number[]) => counts.reduce((all, count) => all + count, 0);
  return {
    newPatterns: patterns.filter(({ isNew }) => isNew).length,
    patterns: patterns.map(({ pattern }) => pattern.toLowerCase()),
    errorsBefore: sum(patterns.map(({ countBefore }) => countBefore)),
    errorsAfter: sum(patterns.map(({ countAfter }) => countAfter)),
    ...(top === undefined
      ? {}
      : { top: top.pattern.toLowerCase(), topIsNew: top.isNew, topCount: top.countAfter }),
  };
}

/** Total and share are missing where they are not known. `most` is whoever met most errors. */
function affectedContext({ affected, total, share, most }: Affected): Readonly<Record<string, unknown>> {
  return {
    affected,
    ...(total === null ? {} : { total }),
    ...(share === null ? {} : { share }),
    ...(most[0] === undefined ? {} : { most: most[0].value }),
  };
}

/** Only what is known and a number: `has()` tells the rest. `baseline` is the median itself. */
function readingContext({ current, baseline, onsetAt }: MetricReading): Readonly<Record<string, unknown>> {
  const known = {
    current,
    baseline: baseline?.median,
    deviation: baseline?.deviation,
    samples: baseline?.samples,
    onsetAt,
  };
  return Object.fromEntries(
    Object.entries(known).filter(([, value]) => typeof value === 'string' || Number.isFinite(value)),
  );
}
