import type { StatusUpdateFacts } from '../../domain/reporting/notifications/notification.ts';
import { utcMinute } from '../../domain/utc-minute.ts';
import { inertLine } from '../posting/inert-line.ts';
import { utcTime, withUtcTimes } from '../posting/utc-time.ts';
import { incidentBlock, type MailBlock, renderMarkup, renderText } from './mail-blocks.ts';
import type { WrittenMail } from './written-mail.ts';

/** How it goes: what it waits for first, then what changed, how it stands, and when the next update comes. Nothing is asked. */
export function statusUpdateMail(facts: StatusUpdateFacts, url: string): WrittenMail {
  const { incident, at, update, byHand } = facts;
  const words = byHand === null ? [] : writtenBlocks(byHand);
  const found = update === null ? [] : updateBlocks(facts, update);
  const lead = byHand?.text ?? update?.awaited[0]?.text ?? 'status update';
  const subject = inertLine(`${incident.severity} ${inertLine(incident.service, 60)}: update. ${lead}`, 180);
  const blocks: MailBlock[] = [
    incidentBlock(incident),
    ...words,
    ...found,
    { kind: 'link', text: 'The incident', url },
    {
      kind: 'note',
      text: `Incident ${incident.id}, opened at ${utcTime(incident.openedAt)}; as of ${utcTime(at)}. This mail asks nothing of you.`,
    },
  ];
  return { subject, text: renderText(blocks), html: renderMarkup(subject, blocks) };
}

function writtenBlocks({ person, text }: NonNullable<StatusUpdateFacts['byHand']>): MailBlock[] {
  return [
    { kind: 'main', text: inertLine(text, 2000) },
    { kind: 'paragraph', text: `These are the words of ${inertLine(person, 80)}.` },
  ];
}

function updateBlocks(
  { incident, toldBefore }: StatusUpdateFacts,
  { awaited, changed, standing, since, nextAt }: NonNullable<StatusUpdateFacts['update']>,
): MailBlock[] {
  const heading = since === null ? 'What happened' : `Since the last update (${utcTime(since)})`;
  const known =
    toldBefore === 0 ? [] : [{ text: `${toldBefore} more, of which you were notified when it happened` }];
  return [
    ...awaited.map(({ text }): MailBlock => ({ kind: 'main', text: inertLine(withUtcTimes(text)) })),
    changed.length === 0 && toldBefore === 0
      ? { kind: 'paragraph', text: `Nothing changed since ${utcTime(since ?? incident.openedAt)}.` }
      : {
          kind: 'list',
          heading,
          items: [
            ...changed.map((each) => ({
              text: `${utcMinute(each.at)} ${inertLine(withUtcTimes(each.text))}`,
            })),
            ...known,
          ],
        },
    ...(standing.length === 0
      ? []
      : [
          {
            kind: 'list' as const,
            heading: 'How it stands',
            items: standing.map(({ text }) => ({ text: inertLine(withUtcTimes(text)) })),
          },
        ]),
    { kind: 'paragraph', text: `Next update by ${utcTime(nextAt)}, or when it is closed.` },
  ];
}
