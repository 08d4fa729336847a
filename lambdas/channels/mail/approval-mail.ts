import type { ApprovalView } from '../../domain/reporting/approval/approval-view.ts';
import { inertLine } from '../posting/inert-line.ts';
import { utcTime } from '../posting/utc-time.ts';
import { evidenceBlocks } from './evidence-blocks.ts';
import { incidentBlock, type MailBlock, type MailItem, renderMarkup, renderText } from './mail-blocks.ts';
import type { WrittenMail } from './written-mail.ts';

export interface ApprovalMailInput {
  readonly approval: ApprovalView;
  /** The personal link, key in the fragment. */
  readonly url: string;
  readonly code: string | null;
  /** The link replaces one that died of wrong codes. */
  readonly replaces: boolean;
  /** It was sent before, and nobody answered. */
  readonly reminds?: boolean;
}

/** The request to one approver: what, how to decide, why, on which evidence, and what if it does not help. */
export function approvalMail({
  approval,
  url,
  code,
  replaces,
  reminds = false,
}: ApprovalMailInput): WrittenMail {
  const { incident, step } = approval;
  const asked = inertLine(step.summary, 160);
  const prefix = `${incident.severity} ${inertLine(incident.service, 60)}`;
  const subject = inertLine(
    `${prefix}: ${replaces ? 'new link, ' : reminds ? 'reminder, ' : ''}approve? ${step.summary}`,
    180,
  );
  const blocks: MailBlock[] = [
    ...(replaces ? [{ kind: 'paragraph' as const, text: replacement }] : []),
    incidentBlock(incident),
    ...(approval.diagnosis === null
      ? []
      : [{ kind: 'quote' as const, text: inertLine(approval.diagnosis, 700) }]),
    { kind: 'main', text: `You are asked to approve: ${asked}.` },
    { kind: 'link', text: 'Review it and decide with the code below', url },
    ...(code === null ? [] : [{ kind: 'code' as const, text: 'Your match code', code }]),
    {
      kind: 'paragraph',
      text: `You can decide until ${utcTime(approval.expiresAt)}. ${inertLine(approval.ifNobodyDecides)} Opening the link decides nothing. The link and the code are yours alone: do not forward this mail.`,
    },
    {
      kind: 'list',
      heading: 'Why',
      items: [
        itemOf(`${incident.severity}: ${incident.severityReason}`),
        ...[step.reason, ...approval.reasons].map(itemOf),
      ],
    },
    ...evidenceBlocks(approval.evidence),
    { kind: 'list', heading: 'Expected', items: [itemOf(approval.expected)] },
    { kind: 'list', heading: 'If it does not help', items: [itemOf(approval.ifItDoesNotHelp)] },
    { kind: 'note', text: `Incident ${incident.id}` },
    { kind: 'note', text: `Approval ${approval.approvalId}` },
  ];
  return { subject, text: renderText(blocks), html: renderMarkup(subject, blocks) };
}

const replacement =
  'Your previous link was closed after too many wrong match codes. This one replaces it. If that was not you, tell your team.';

function itemOf(text: string): MailItem {
  return { text: inertLine(text) };
}
