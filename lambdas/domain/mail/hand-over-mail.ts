import type { EvidenceFact } from '../evidence/evidence-facts.ts';
import type { Severity } from '../severity/severity.ts';
import { utcTime, type WrittenMail } from './approval-mail.ts';
import { mailLine } from './mail-text.ts';
import { type MailBlock, renderMarkup, renderText } from './render-mail.ts';
import { sparkline } from './sparkline.ts';

export interface HandOverMailInput {
  readonly incident: {
    readonly id: string;
    readonly title: string;
    readonly severity: Severity;
    readonly service: string;
    readonly openedAt: string;
  };
  /** Why automation stopped, in a sentence. */
  readonly reason: string;
  readonly evidence: readonly EvidenceFact[];
  /** What was done and what is still open, in sentences. */
  readonly done: readonly string[];
  readonly debts: readonly string[];
  /** What the runbook says to look at. */
  readonly advice: readonly string[];
  /** 0 for the first mail. */
  readonly reminder: number;
  /** Personal view link to the incident's page. */
  readonly url: string;
}

/** Automation stopped: what happened so far, what is open, where to go on. */
export function handOverMail(input: HandOverMailInput): WrittenMail {
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
    { kind: 'paragraph', text: `${prefix}: ${mailLine(incident.title)}` },
    { kind: 'paragraph', text: `Firebreak does nothing more by itself: ${mailLine(input.reason)}` },
    ...list('Done so far', input.done),
    ...list('Still to be restored', input.debts),
    {
      kind: 'list',
      heading: 'Evidence',
      items: input.evidence.slice(0, 12).map(({ text, points }) => ({
        text: mailLine(text),
        ...(points.length > 0 ? { chart: sparkline(points) } : {}),
      })),
    },
    ...list('What to look at', input.advice),
    { kind: 'link', text: 'The incident', url: input.url },
    { kind: 'paragraph', text: `Incident ${incident.id}, opened at ${utcTime(incident.openedAt)}` },
  ];
  return { subject, text: renderText(blocks), html: renderMarkup(subject, blocks) };
}
