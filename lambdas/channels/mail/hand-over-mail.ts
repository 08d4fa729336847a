import type { HandOverFacts } from '../../domain/reporting/notifications/notification.ts';
import { evidenceBlocks } from './evidence-blocks.ts';
import { type MailBlock, renderMarkup, renderText } from './mail-blocks.ts';
import { mailLine } from './mail-text.ts';
import { utcTime } from './utc-time.ts';
import type { WrittenMail } from './written-mail.ts';

/** Automation stopped: where to go on, what happened so far, what is open, what triage found. */
export function handOverMail(input: HandOverFacts, url: string): WrittenMail {
  const { incident } = input;
  const prefix = `${incident.severity} ${mailLine(incident.service, 60)}`;
  const subject = mailLine(
    `${prefix}: ${input.reminder > 0 ? `reminder ${input.reminder}, ` : ''}needs a person. ${input.reason}`,
    180,
  );
  const list = (heading: string, items: readonly string[]): MailBlock[] =>
    items.length === 0
      ? []
      : [{ kind: 'list', heading, items: items.map((text) => ({ text: mailLine(text) })) }];
  const blocks: MailBlock[] = [
    { kind: 'quote', text: `${prefix}: ${mailLine(incident.title)}` },
    { kind: 'quote', text: `Automation stopped: ${mailLine(input.reason)}` },
    { kind: 'link', text: 'The incident', url },
    { kind: 'quote', text: `${incident.severity}: ${mailLine(incident.severityReason)}` },
    ...list('Done so far', input.done),
    ...list('Still to be restored', input.debts),
    ...list('What to look at', input.advice),
    ...evidenceBlocks(input.evidence),
    { kind: 'paragraph', text: `Incident ${incident.id}, opened at ${utcTime(incident.openedAt)}` },
  ];
  return { subject, text: renderText(blocks), html: renderMarkup(subject, blocks) };
}
