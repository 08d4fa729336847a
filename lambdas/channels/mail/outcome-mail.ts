import type { OutcomeFacts } from '../../domain/reporting/notifications/notification.ts';
import { utcMinute } from '../../domain/utc-minute.ts';
import { inertInstruction, inertLine } from '../posting/inert-line.ts';
import { utcTime, withUtcTimes } from '../posting/utc-time.ts';
import { incidentBlock, type MailBlock, renderMarkup, renderText } from './mail-blocks.ts';
import type { WrittenMail } from './written-mail.ts';

/** More of it is for the page. */
const mostHappened = 20;

/** How it went: a request was decided, or the incident is over. Nothing is asked. */
export function outcomeMail(facts: OutcomeFacts, url: string): WrittenMail {
  const { incident, what, about, at, happened, debts, advice, recordHash } = facts;
  const subject = inertLine(`${incident.severity} ${inertLine(incident.service, 60)}: ${what}`, 180);
  const list = (heading: string, items: readonly string[]): MailBlock[] =>
    items.length === 0
      ? []
      : [{ kind: 'list', heading, items: items.map((text) => ({ text: inertInstruction(text) })) }];
  const shown = happened.slice(-mostHappened);
  const blocks: MailBlock[] = [
    incidentBlock(incident),
    { kind: 'main', text: inertLine(`${what} (${utcTime(at)})`) },
    ...(about === null ? [] : [{ kind: 'quote' as const, text: `It was about: ${inertLine(about)}` }]),
    ...list(
      'What happened',
      shown.map((each) => `${utcMinute(each.at)} ${withUtcTimes(each.text)}`),
    ),
    ...list('Still to be restored', debts),
    ...(advice === undefined ? [] : [{ kind: 'paragraph' as const, text: inertLine(advice) }]),
    { kind: 'link', text: 'The incident', url },
    ...(recordHash === undefined
      ? []
      : [{ kind: 'note' as const, text: `SHA-256 of the record at its closing: ${recordHash}` }]),
    {
      kind: 'note',
      text: `Incident ${incident.id}, opened at ${utcTime(incident.openedAt)}.${advice === undefined ? ' This mail asks nothing of you.' : ''}`,
    },
  ];
  return { subject, text: renderText(blocks), html: renderMarkup(subject, blocks) };
}
