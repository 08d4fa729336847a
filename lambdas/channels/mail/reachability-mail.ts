import type { ReachabilityFacts } from '../../domain/reporting/notifications/notification.ts';
import { inertLine } from '../posting/inert-line.ts';
import { type MailBlock, renderMarkup, renderText, unlistedBlocks } from './mail-blocks.ts';
import type { WrittenMail } from './written-mail.ts';

/** Once a week, before an incident, and only where something was found. */
export function reachabilityMail({ findings, others }: ReachabilityFacts, listUrl: string): WrittenMail {
  const subject = 'Somebody may not be reached in the next incident';
  const listOf = (heading: string, state: ReachabilityFacts['findings'][number]['state']): MailBlock[] => {
    const items = findings
      .filter((each) => each.state === state)
      .map(({ what, next }) => ({ text: `${inertLine(what, 200)}. ${inertLine(next, 200)}` }));
    return items.length === 0 ? [] : [{ kind: 'list', heading, items }];
  };
  const blocks: MailBlock[] = [
    { kind: 'headline', text: subject },
    ...listOf('What was found', 'obstacle'),
    ...listOf('What could not be looked at', 'unknown'),
    ...unlistedBlocks(others),
    { kind: 'link', text: 'The incidents', url: listUrl },
    { kind: 'note', text: 'Looked at once a week. From a terminal, at any time: firebreak doctor' },
  ];
  return { subject, text: renderText(blocks), html: renderMarkup(subject, blocks) };
}
