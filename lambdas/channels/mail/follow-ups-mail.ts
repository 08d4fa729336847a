import type { FollowUpsFacts } from '../../domain/reporting/notifications/notification.ts';
import { inertLine } from '../posting/inert-line.ts';
import { type MailBlock, renderMarkup, renderText, unlistedBlocks } from './mail-blocks.ts';
import type { WrittenMail } from './written-mail.ts';

/** To whoever owns follow-ups: at most once a day, usually once a week. */
export function followUpsMail({ entries, others }: FollowUpsFacts, url: string): WrittenMail {
  const count = entries.length + others;
  const overdue = entries.filter(({ isOverdue }) => isOverdue).length;
  const what = count === 1 ? '1 follow-up is yours' : `${count} follow-ups are yours`;
  const subject = overdue === 0 ? what : `${what}, ${overdue} overdue`;
  const blocks: MailBlock[] = [
    { kind: 'headline', text: subject },
    ...entries.flatMap(({ id, text, service, dueAt, isOverdue, isProposed, ticketUrl }): MailBlock[] => {
      const due = `${isOverdue ? 'was due' : 'due'} ${dueAt.slice(0, 10)}`;
      const state = isProposed ? ', not decided on' : '';
      const line = `${inertLine(service, 60)}: ${inertLine(text, 300)} (${id}, ${due}${state})`;
      return [
        { kind: 'paragraph', text: line },
        ...(ticketUrl === null ? [] : [{ kind: 'link', text: 'Its ticket', url: ticketUrl } as const]),
      ];
    }),
    ...unlistedBlocks(others),
    { kind: 'link', text: 'The incident of the first', url },
    { kind: 'note', text: 'From a terminal: firebreak followups done|drop|edit ID' },
  ];
  return { subject, text: renderText(blocks), html: renderMarkup(subject, blocks) };
}
