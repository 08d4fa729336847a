import type { PostmortemFacts } from '../../domain/reporting/notifications/notification.ts';
import { openQuestionsLabel } from '../../domain/reporting/postmortem/formats/postmortem-labels.ts';
import { inertLine } from '../posting/inert-line.ts';
import { utcTime } from '../posting/utc-time.ts';
import { incidentBlock, type MailBlock, renderMarkup, renderText } from './mail-blocks.ts';
import type { WrittenMail } from './written-mail.ts';

/** A postmortem waits for people. */
export function postmortemMail(facts: PostmortemFacts, url: string): WrittenMail {
  const { incident, what, owner, dueAt, unanswered } = facts;
  const subject = inertLine(`${incident.severity} ${inertLine(incident.service, 60)}: ${what}`, 180);
  const blocks: MailBlock[] = [
    incidentBlock(incident),
    { kind: 'main', text: inertLine(what) },
    {
      kind: 'paragraph',
      text: `It is to be published by ${utcTime(dueAt)}. ${openQuestionsLabel(unanswered)}. Owner: ${inertLine(owner ?? 'nobody yet', 60)}.`,
    },
    { kind: 'link', text: 'The postmortem', url },
    { kind: 'note', text: `Incident ${incident.id}, opened at ${utcTime(incident.openedAt)}` },
  ];
  return { subject, text: renderText(blocks), html: renderMarkup(subject, blocks) };
}
