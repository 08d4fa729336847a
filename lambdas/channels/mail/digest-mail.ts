import type { DigestFacts } from '../../domain/reporting/notifications/notification.ts';
import { inertLine } from '../posting/inert-line.ts';
import { type MailBlock, renderMarkup, renderText, unlistedBlocks } from './mail-blocks.ts';
import type { WrittenMail } from './written-mail.ts';

/** Many incidents that need a person, in one mail. */
export function digestMail({ entries, others }: DigestFacts, listUrl: string): WrittenMail {
  const count = entries.length + others;
  const worst = entries[0]?.severity ?? 'SEV3';
  const subject = `${worst} and more: ${count} incidents need a person`;
  const blocks: MailBlock[] = [
    { kind: 'headline', text: `${count} incidents need a person` },
    { kind: 'paragraph', text: 'There were too many mails to send each.' },
    ...entries.flatMap(({ severity, service, title, reason, url }): MailBlock[] => [
      { kind: 'paragraph', text: inertLine(`${severity} ${service}: ${title}. ${reason}`, 300) },
      { kind: 'link', text: 'The incident', url },
    ]),
    ...unlistedBlocks(others),
    { kind: 'link', text: 'All incidents', url: listUrl },
  ];
  return { subject, text: renderText(blocks), html: renderMarkup(subject, blocks) };
}
