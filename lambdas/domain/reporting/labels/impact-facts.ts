import { countLabel } from '../../number-labels.ts';
import type { Affected, BlastRadiusEvidence, LogPattern, LogsEvidence } from '../../records/evidence.ts';
import { affectedLabel } from '../../triage/blast-radius/affected-labels.ts';

/** A fact as evidence-facts.ts has them. */
interface ImpactFact {
  readonly kind: 'logs' | 'blast-radius';
  readonly text: string;
  readonly at: string;
  readonly source: string | null;
  readonly points: readonly never[];
}

/** Patterns that fit into a notification. */
const patternsTold = 3;
const valuesNamed = 3;

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

/** Who is affected along each dimension. */
export function blastRadiusFacts({ dimensions, gatheredAt }: BlastRadiusEvidence): readonly ImpactFact[] {
  return dimensions.map((affected) => ({
    kind: 'blast-radius',
    text: affectedText(affected),
    at: gatheredAt,
    source: affected.query,
    points: [],
  }));
}

/** `38 of 40 tenants (95 %) affected, most errors: acme, globex`. */
function affectedText(affected: Affected): string {
  const named = affected.most.slice(0, valuesNamed).map(({ value }) => value);
  const most = named.length === 0 ? '' : `, most errors: ${named.join(', ')}`;
  return `${affectedLabel(affected)} affected${most}`;
}

/** `New error, 214 times since 02:01:03 UTC: TypeError …`. */
function patternText(
  { pattern, countBefore, countAfter, firstSeenAt, isNew }: LogPattern,
  truncated: boolean,
): string {
  const times = `${truncated ? 'at least ' : ''}${countLabel(countAfter)} times`;
  const since = isNew && firstSeenAt !== null ? ` since ${firstSeenAt.slice(11, 19)} UTC` : '';
  return isNew
    ? `New error, ${times}${since}: ${pattern}`
    : `Error ${times}, ${countLabel(countBefore)} before: ${pattern}`;
}
