import { commandKind } from '../../records/command.ts';
import type { RecordedFacts } from '../../records/recorded-facts.ts';
import { personOf } from '../../records/timeline.ts';

type Facts = Pick<RecordedFacts, 'incident' | 'steps' | 'entries'>;

/** How a closed incident ended, as its record tells it: what came before a recovery is said to have come before it, and no more. */
export function whatEndedIt({ incident, steps, entries }: Facts): string {
  if (incident.status !== 'closed') return 'It is not over';
  const plan = incident.assessment?.plan.steps ?? [];
  const helped = steps.findLast(
    ({ verification, undo }) => verification?.verdict.state === 'recovered' && undo === null,
  );
  const summary = plan.find(({ index }) => index === helped?.index)?.summary;
  const recovered = summary === undefined ? null : `It recovered after: ${summary}`;
  switch (incident.outcome) {
    case 'recovered':
      return recovered ?? 'It recovered without an action of Firebreak';
    case 'resolved-by-person':
      return [recovered, `${personOf(incident.closedBy)} resolved it${commentOf(entries)}`]
        .filter((part) => part !== null)
        .join('; ');
    case 'unattended':
      return 'It was closed because nobody attended to it';
    default:
      return incident.outcome satisfies never;
  }
}

/** What the person said with it. */
function commentOf(entries: Facts['entries']): string {
  const text = entries.findLast(({ kind }) => kind === commandKind('resolve'))?.text ?? '';
  const comment = text.replace(/^[^:]*:?\s*/, '');
  return comment === '' ? '' : `: ${comment}`;
}
