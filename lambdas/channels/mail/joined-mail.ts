import type { JoinedFacts } from '../../domain/reporting/notifications/notification.ts';
import { inertLine } from '../posting/inert-line.ts';
import { utcTime } from '../posting/utc-time.ts';
import { incidentBlock, type MailBlock, renderMarkup, renderText } from './mail-blocks.ts';
import type { WrittenMail } from './written-mail.ts';

/** Alerts of other titles joined the incident: which, and where to look. Nothing is asked. */
export function joinedMail({ incident, what, alerts, others }: JoinedFacts, url: string): WrittenMail {
  const prefix = `${incident.severity} ${inertLine(incident.service, 60)}`;
  const subject = inertLine(`${prefix}: more alerts joined. ${incident.title}`, 180);
  const more = others === 0 ? [] : [{ text: `and ${others} more on the page` }];
  const blocks: MailBlock[] = [
    incidentBlock(incident),
    { kind: 'paragraph', text: inertLine(what) },
    {
      kind: 'list',
      heading: 'Joined since',
      items: [
        ...alerts.map(({ title, service, source, status, firstSeenAt }) => {
          const about = service === null ? source : `${service}, ${source}`;
          return { text: inertLine(`${title} (${about}): ${status}, first seen at ${utcTime(firstSeenAt)}`) };
        }),
        ...more,
      ],
    },
    { kind: 'link', text: 'The incident', url },
    {
      kind: 'note',
      text: `Incident ${incident.id}, opened at ${utcTime(incident.openedAt)}. This mail asks nothing of you.`,
    },
  ];
  return { subject, text: renderText(blocks), html: renderMarkup(subject, blocks) };
}
