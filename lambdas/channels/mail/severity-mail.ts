import type { SeverityFacts } from '../../domain/reporting/notifications/notification.ts';
import { inertLine } from '../posting/inert-line.ts';
import { utcTime } from '../posting/utc-time.ts';
import { evidenceBlocks } from './evidence-blocks.ts';
import { incidentBlock, type MailBlock, renderMarkup, renderText } from './mail-blocks.ts';
import type { WrittenMail } from './written-mail.ts';

const subjects = { raised: 'severity raised', restricted: 'now security-sensitive' } as const;
const confidence =
  'From now on only the people whom policy names for security may see this incident. Links mailed to others show nothing more, and approvals requested from them are void. Do not forward this mail.';

/** The incident got worse, or became security-sensitive: what, why, by which rule, and where to look. Nothing is asked. */
export function severityMail(input: SeverityFacts, notice: keyof typeof subjects, url: string): WrittenMail {
  const { incident, rule } = input;
  const prefix = `${incident.severity} ${inertLine(incident.service, 60)}`;
  const subject = inertLine(`${prefix}: ${subjects[notice]}. ${incident.title}`, 180);
  // Where the sentence above says it, it is not said again.
  const why = input.what.includes(incident.severityReason) ? [] : [incident.severityReason];
  const reasons = [...why, ...(rule === null ? [] : [`Rule ${rule}`])];
  const blocks: MailBlock[] = [
    incidentBlock(incident),
    { kind: 'paragraph', text: `${inertLine(input.what)} (${utcTime(input.at)})` },
    ...(notice === 'restricted' ? [{ kind: 'paragraph' as const, text: confidence }] : []),
    {
      kind: 'list',
      heading: 'Why',
      items: [...reasons, ...input.values].map((text) => ({ text: inertLine(text) })),
    },
    ...evidenceBlocks(input.evidence),
    { kind: 'link', text: 'The incident', url },
    {
      kind: 'note',
      text: `Incident ${incident.id}, opened at ${utcTime(incident.openedAt)}. This mail asks nothing of you. To set the severity: npx firebreak incidents set-severity ${incident.id} SEV2`,
    },
  ];
  const shown = blocks.filter((block) => block.kind !== 'list' || block.items.length > 0);
  return { subject, text: renderText(shown), html: renderMarkup(subject, shown) };
}
