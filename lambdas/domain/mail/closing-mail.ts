import type { Severity } from '../severity/severity.ts';
import { utcTime, type WrittenMail } from './approval-mail.ts';
import { mailLine } from './mail-text.ts';
import { type MailBlock, renderMarkup, renderText } from './render-mail.ts';

export interface ClosingMailInput {
  readonly incident: {
    readonly id: string;
    readonly title: string;
    readonly severity: Severity;
    readonly service: string;
    readonly openedAt: string;
    readonly closedAt: string;
  };
  /** How it ended, in a sentence. */
  readonly outcome: string;
  readonly done: readonly string[];
  /** What is still to be restored, in sentences. */
  readonly debts: readonly string[];
  readonly url: string;
}

/** The incident is over: how it ended, what was done, and what stays on the books. */
export function closingMail({ incident, outcome, done, debts, url }: ClosingMailInput): WrittenMail {
  const prefix = `${incident.severity} ${mailLine(incident.service, 60)}`;
  const subject = mailLine(`${prefix}: closed, ${outcome}`, 180);
  const minutes = Math.round((Date.parse(incident.closedAt) - Date.parse(incident.openedAt)) / 60_000);
  const items = (lines: readonly string[]) => lines.map((text) => ({ text: mailLine(text) }));
  const blocks: MailBlock[] = [
    { kind: 'paragraph', text: `${prefix}: ${mailLine(incident.title)}` },
    {
      kind: 'paragraph',
      text: `Closed at ${utcTime(incident.closedAt)}, after ${minutes} min: ${mailLine(outcome)}`,
    },
    { kind: 'list', heading: 'Done', items: items(done.length > 0 ? done : ['Nothing was changed']) },
    {
      kind: 'list',
      heading: 'Still to be restored',
      items: items(debts.length > 0 ? debts : ['Nothing']),
    },
    { kind: 'link', text: 'The incident', url },
    { kind: 'paragraph', text: `Incident ${incident.id}` },
  ];
  return { subject, text: renderText(blocks), html: renderMarkup(subject, blocks) };
}
