import type { Affected, BlastDimension, BlastRadiusEvidence, LogPattern, LogsEvidence } from './evidence.ts';

/** A fact as evidence-facts.ts has them. */
interface ImpactFact {
  readonly kind: 'logs' | 'blast-radius' | 'unavailable';
  readonly text: string;
  readonly at: string;
  readonly source: string | null;
  readonly points: readonly never[];
}

/** Patterns that a mail has room for. */
const patternsTold = 3;
const valuesNamed = 3;

const plural: Readonly<Record<BlastDimension, readonly [one: string, many: string]>> = {
  tenant: ['tenant', 'tenants'],
  user: ['user', 'users'],
  region: ['Region', 'Regions'],
  endpoint: ['endpoint', 'endpoints'],
};

/** The errors that matter most: new ones, and those that became more. */
export function logFacts({ patterns, query, gatheredAt, truncated }: LogsEvidence): readonly ImpactFact[] {
  return patterns
    .filter(({ isNew, countBefore, countAfter }) => isNew || countAfter > countBefore)
    .slice(0, patternsTold)
    .map((pattern) => ({
      kind: 'logs',
      text: patternText(pattern, truncated),
      at: pattern.firstSeenAt ?? gatheredAt,
      source: query,
      points: [],
    }));
}

/** Who is affected along each dimension, and which could not be measured. */
export function blastRadiusFacts(blast: BlastRadiusEvidence): readonly ImpactFact[] {
  const at = blast.gatheredAt;
  return [
    ...blast.dimensions.map((affected) => ({
      kind: 'blast-radius' as const,
      text: affectedText(affected),
      at,
      source: affected.query,
      points: [],
    })),
    ...(blast.missing ?? []).map(({ dimension, reason }) => ({
      kind: 'unavailable' as const,
      text: `Affected ${plural[dimension][1]} could not be counted: ${reason}`,
      at,
      source: null,
      points: [],
    })),
  ];
}

/** `38 of 40 tenants affected (95 %), most errors: acme, globex`. */
function affectedText({ dimension, affected, total, share, most, truncated }: Affected): string {
  const [one, many] = plural[dimension];
  const count = `${truncated ? 'at least ' : ''}${affected}`;
  const of = total === null ? '' : ` of ${total}`;
  const noun = (total ?? affected) === 1 ? one : many;
  const percent = share === null ? '' : ` (${percentText(share)})`;
  const named = most.slice(0, valuesNamed).map(({ value }) => value);
  return `${count}${of} ${noun} affected${percent}${named.length === 0 ? '' : `, most errors: ${named.join(', ')}`}`;
}

/** `New error, 214 times since 02:01:03 UTC: TypeError …`. */
function patternText(
  { pattern, countBefore, countAfter, firstSeenAt, isNew }: LogPattern,
  truncated: boolean,
): string {
  const times = `${truncated ? 'at least ' : ''}${countAfter} times`;
  const since = isNew && firstSeenAt !== null ? ` since ${firstSeenAt.slice(11, 19)} UTC` : '';
  return isNew
    ? `New error, ${times}${since}: ${pattern}`
    : `Error ${times}, ${countBefore} before: ${pattern}`;
}

/** Neither 0 % nor 100 % unless it is. */
function percentText(share: number): string {
  const percent = share * 100;
  if (percent > 0 && percent < 1) return 'under 1 %';
  if (percent > 99 && percent < 100) return 'over 99 %';
  return `${Math.round(percent)} %`;
}
