import type { Severity } from '../../records/severity.ts';
import type { EvidenceFact } from '../labels/evidence-facts.ts';
import type { WrittenMail } from './approval-mail.ts';
import { evidenceBlocks } from './evidence-blocks.ts';
import { mailLine } from './mail-text.ts';
import { type MailBlock, renderMarkup, renderText } from './render-mail.ts';
import { utcTime } from './utc-time.ts';

export interface HandOverMailInput {
  readonly incident: {
    readonly id: string;
    readonly title: string;
    readonly severity: Severity;
    readonly severityReason: string;
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

/** Automation stopped: where to go on, what happened so far, what is open, what triage found. */
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
    { kind: 'quote', text: `${prefix}: ${mailLine(incident.title)}` },
    { kind: 'quote', text: `Firebreak does nothing more by itself: ${mailLine(input.reason)}` },
    { kind: 'link', text: 'The incident', url: input.url },
    { kind: 'quote', text: `${incident.severity} because ${mailLine(incident.severityReason)}` },
    ...list('Done so far', input.done),
    ...list('Still to be restored', input.debts),
    ...list('What to look at', input.advice),
    ...evidenceBlocks(input.evidence),
    { kind: 'paragraph', text: `Incident ${incident.id}, opened at ${utcTime(incident.openedAt)}` },
  ];
  return { subject, text: renderText(blocks), html: renderMarkup(subject, blocks) };
}
