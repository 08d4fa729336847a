import type { DebtFacts } from '../../domain/reporting/notifications/notification.ts';
import type { DebtNews } from '../../domain/response/debts/debt-duties.ts';
import { inertInstruction, inertLine } from '../posting/inert-line.ts';
import { utcTime } from '../posting/utc-time.ts';
import { incidentBlock, type MailBlock, renderMarkup, renderText } from './mail-blocks.ts';
import type { WrittenMail } from './written-mail.ts';

const subjects: Readonly<Record<DebtNews, string>> = {
  'ends-soon': 'is taken back soon',
  'taken-back': 'was taken back',
  'not-taken-back': 'was not taken back',
  due: 'is still to be restored',
  'cannot-undo': 'can no longer be undone',
};

/** To the owner of a debt. */
export function debtMail(facts: DebtFacts, url: string): WrittenMail {
  const { incident, news, what, resource, howToRestore, backport, dueAt } = facts;
  const prefix = `${incident.severity} ${inertLine(incident.service, 60)}`;
  const subject = inertLine(`${prefix}: ${inertLine(resource, 90)} ${subjects[news]}`, 180);
  const blocks: MailBlock[] = [
    incidentBlock(incident),
    { kind: 'paragraph', text: `${inertLine(what)}.` },
    { kind: 'link', text: 'The incident, where you can renew or close it', url },
    ...(news === 'taken-back'
      ? []
      : [
          {
            kind: 'list' as const,
            heading: 'To restore it',
            items: [
              { text: inertInstruction(howToRestore) },
              { text: `In code: ${inertInstruction(backport)}` },
            ],
          },
          {
            kind: 'paragraph' as const,
            text: `Due ${utcTime(dueAt)}. Or from a terminal: npx firebreak debts renew|settle|accept ${inertLine(resource, 120)}`,
          },
        ]),
    { kind: 'note', text: `Incident ${incident.id}, opened at ${utcTime(incident.openedAt)}` },
  ];
  return { subject, text: renderText(blocks), html: renderMarkup(subject, blocks) };
}
