import type { EvidenceFact } from '../../domain/reporting/evidence/evidence-fact.ts';
import { groupFacts } from '../../domain/reporting/evidence/fact-groups.ts';
import { sparkline } from '../../domain/reporting/labels/sparkline.ts';
import { inertLine } from '../posting/inert-line.ts';
import { utcTime } from '../posting/utc-time.ts';
import type { MailBlock, MailItem } from './mail-blocks.ts';

/** More of one kind is for the page. */
const factsShown = 7;

/** What triage found, as lists: one for each kind of fact, with series as characters. */
export function evidenceBlocks(facts: readonly EvidenceFact[]): readonly MailBlock[] {
  return groupFacts(facts).map(({ heading, facts: group }) => ({
    kind: 'list',
    heading,
    items: [
      ...group.slice(0, factsShown).map(itemOf),
      ...(group.length > factsShown ? [{ text: `and ${group.length - factsShown} more on the page` }] : []),
    ],
  }));
}

function itemOf({ kind, text, at, points }: EvidenceFact): MailItem {
  const isChange = kind === 'suspect' || kind === 'ruled-out';
  return {
    text: inertLine(isChange ? `${text}, at ${utcTime(at)}` : text),
    ...(points.length > 0 ? { chart: sparkline(points) } : {}),
  };
}
