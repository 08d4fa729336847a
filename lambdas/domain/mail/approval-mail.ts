import type { ApprovalQuestion } from '../approvals/approval-question.ts';
import type { EvidenceFact } from '../evidence/evidence-facts.ts';
import { mailLine } from './mail-text.ts';
import { type MailBlock, type MailItem, renderMarkup, renderText } from './render-mail.ts';
import { sparkline } from './sparkline.ts';

export interface WrittenMail {
  readonly subject: string;
  readonly text: string;
  readonly html: string;
}

export interface ApprovalMailInput {
  readonly question: ApprovalQuestion;
  /** The personal link, key in the fragment. */
  readonly url: string;
  readonly code: string;
  /** The link replaces one that died of wrong codes. */
  readonly replaces: boolean;
}

const evidenceLines = 12;

/** The question to one approver: what, why, on which evidence, what if it does not help, and how to answer. */
export function approvalMail({ question, url, code, replaces }: ApprovalMailInput): WrittenMail {
  const { incident, step } = question;
  const asked = mailLine(step.summary, 160);
  const prefix = `${incident.severity} ${mailLine(incident.service, 60)}`;
  const subject = mailLine(`${prefix}: ${replaces ? 'new link, ' : ''}approve? ${step.summary}`, 180);
  const blocks: MailBlock[] = [
    ...(replaces ? [{ kind: 'paragraph' as const, text: replacement }] : []),
    { kind: 'paragraph', text: `${prefix}: ${mailLine(incident.title)}` },
    { kind: 'paragraph', text: `You are asked to approve: ${asked}.` },
    {
      kind: 'list',
      heading: 'Why',
      items: [incident.severityReason, step.reason, ...question.reasons].map(itemOf),
    },
    { kind: 'list', heading: 'Evidence', items: question.evidence.slice(0, evidenceLines).map(evidenceItem) },
    { kind: 'list', heading: 'If it does not help', items: [itemOf(question.ifItDoesNotHelp)] },
    { kind: 'link', text: 'Look at it and decide with the code below', url },
    { kind: 'code', text: 'Your match code', code },
    {
      kind: 'paragraph',
      text: `Without an answer by ${utcTime(question.expiresAt)} nothing is done and people are called. Opening the link decides nothing. The link and the code are yours alone: do not forward this mail.`,
    },
    { kind: 'paragraph', text: `Incident ${incident.id}, approval ${question.approvalId}` },
  ];
  return { subject, text: renderText(blocks), html: renderMarkup(subject, blocks) };
}

const replacement =
  'Your former link was closed because a wrong match code was typed too often. This is its replacement; if it was not you who typed, tell your team.';

/** `14:02:10 UTC on 2026-03-01`. */
export function utcTime(at: string): string {
  return `${at.slice(11, 19)} UTC on ${at.slice(0, 10)}`;
}

function itemOf(text: string): MailItem {
  return { text: mailLine(text) };
}

const factWords: Readonly<Record<EvidenceFact['kind'], string>> = {
  suspect: 'Suspect: ',
  'ruled-out': 'Ruled out: ',
  metric: '',
  logs: '',
  'blast-radius': '',
  unavailable: '',
};

function evidenceItem({ kind, text, at, points }: EvidenceFact): MailItem {
  const words = factWords[kind];
  const when = kind === 'suspect' || kind === 'ruled-out' ? `, ${utcTime(at)}` : '';
  return {
    text: mailLine(`${words}${text}${when}`),
    ...(points.length > 0 ? { chart: sparkline(points) } : {}),
  };
}
