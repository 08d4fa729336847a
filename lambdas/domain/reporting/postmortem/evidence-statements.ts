import type { Evidence, EvidenceKind } from '../../records/evidence.ts';
import type { RecordedFacts } from '../../records/recorded-facts.ts';
import type { TimelineEntry } from '../../records/timeline.ts';
import { affectedLabel, inOrder } from '../../triage/blast-radius/affected-labels.ts';
import { occurrenceLabel } from '../labels/log-labels.ts';
import type { Cite } from './citations.ts';
import { markdownText as md } from './markdown-text.ts';

/** New errors tell most; beyond these the logs themselves are better reading. */
const errorsCited = 5;

/** Who was affected, each dimension a statement; or that it was not measured. */
export function affectedStatements({ evidence }: RecordedFacts, cite: Cite): readonly (string | null)[] {
  const measured = evidence.flatMap((each) => ('dimensions' in each ? [each] : []));
  return [
    ...measured.flatMap(({ span, dimensions }) =>
      inOrder(dimensions).map((each) => {
        const hit = each.affected > 0 ? each.most[0] : undefined;
        const hardest = hit === undefined ? '' : `, hardest ${md(hit.value)}`;
        return cite(
          `Affected between ${span.from} and ${span.until}: ${affectedLabel(each)}${hardest}.`,
          gathered('blast-radius'),
        );
      }),
    ),
    cite('Who was affected, and how many, was not measured.', missing('blast-radius')),
  ];
}

/** The errors in the logs that were new or more frequent after the onset; or that they are not known. */
export function errorStatements({ evidence }: RecordedFacts, cite: Cite): readonly (string | null)[] {
  const logs = evidence.flatMap((each) => ('patterns' in each ? [each] : []));
  return [
    ...logs.flatMap((read) =>
      errorsOf(read).map((pattern) =>
        cite(
          `${pattern.isNew ? 'New error' : 'Error'} in the logs, before → after the onset ${occurrenceLabel(pattern, read)}: ${md(pattern.pattern)}`,
          gathered('logs'),
        ),
      ),
    ),
    ...logs.map((read) =>
      errorsOf(read).length === 0
        ? cite('No error in the logs was new or more frequent.', gathered('logs'))
        : null,
    ),
    cite('What the logs said is not known: they could not be read.', missing('logs')),
  ];
}

function errorsOf({ patterns }: Extract<Evidence, { kind: 'logs'; status: 'available' }>) {
  return patterns
    .filter(({ isNew, countBefore, countAfter }) => isNew || countAfter > countBefore)
    .slice(0, errorsCited);
}

function gathered(kind: EvidenceKind): (entry: TimelineEntry) => boolean {
  return ({ id }) => id === `evidence.gathered:${kind}`;
}

function missing(kind: EvidenceKind): (entry: TimelineEntry) => boolean {
  return ({ id }) => id === `evidence.unavailable:${kind}`;
}
