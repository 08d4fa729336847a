import type { UnattendedFacts } from '../../domain/reporting/notifications/notification.ts';
import { inertInstruction, inertLine } from '../posting/inert-line.ts';
import { utcTime } from '../posting/utc-time.ts';
import { incidentBlock, type MailBlock, renderMarkup, renderText } from './mail-blocks.ts';
import type { WrittenMail } from './written-mail.ts';

/** The last mail about an incident that nobody attended to. */
export function unattendedMail({ incident, closedAt, debts }: UnattendedFacts, url: string): WrittenMail {
  const prefix = `${incident.severity} ${inertLine(incident.service, 60)}`;
  const subject = inertLine(`${prefix}: closed, nobody attended to it. ${incident.title}`, 180);
  const blocks: MailBlock[] = [
    incidentBlock(incident),
    {
      kind: 'paragraph',
      text: `Nobody attended to it, so it was closed at ${utcTime(closedAt)}. Nothing says that the service recovered. If its alert still fires, the next one opens a new incident.`,
    },
    { kind: 'link', text: 'The incident', url },
    ...(debts.length === 0
      ? []
      : [
          {
            kind: 'list' as const,
            heading: 'Still to be restored',
            items: debts.map((text) => ({ text: inertInstruction(text) })),
          },
        ]),
    { kind: 'note', text: `Incident ${incident.id}, opened at ${utcTime(incident.openedAt)}` },
  ];
  return { subject, text: renderText(blocks), html: renderMarkup(subject, blocks) };
}
