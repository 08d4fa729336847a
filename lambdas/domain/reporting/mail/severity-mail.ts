import type { Incident } from '../../records/incident.ts';
import type { EvidenceFact } from '../labels/evidence-facts.ts';
import type { WrittenMail } from './approval-mail.ts';
import { evidenceBlocks } from './evidence-blocks.ts';
import { mailLine } from './mail-text.ts';
import { type MailBlock, renderMarkup, renderText } from './render-mail.ts';
import { utcTime } from './utc-time.ts';

export interface SeverityMailInput {
  readonly incident: Pick<
    Incident,
    'id' | 'title' | 'severity' | 'severityReason' | 'service' | 'openedAt' | 'status'
  >;
  /** `raised`: it is worse than it was; `restricted`: only those whom policy names may see it from now on. */
  readonly notice: 'raised' | 'restricted';
  /** What happened, in a sentence. */
  readonly what: string;
  readonly at: string;
  /** `severity.yaml:12 name`, where a rule is behind it. */
  readonly rule: string | null;
  /** What the rule read, as `path = value`. */
  readonly values: readonly string[];
  readonly evidence: readonly EvidenceFact[];
  /** Personal view link to the incident's page. */
  readonly url: string;
}

const subjects = { raised: 'severity raised', restricted: 'now security-sensitive' } as const;
const confidence =
  'Only those whom policy names for security may see this incident from now on. Links that were mailed to others show nothing more, and what they were asked to approve is void. Do not forward this mail.';

/** The incident got worse, or became security-sensitive: what, why, by which rule, and where to look. Nothing is asked. */
export function severityMail(input: SeverityMailInput): WrittenMail {
  const { incident, notice, rule } = input;
  const prefix = `${incident.severity} ${mailLine(incident.service, 60)}`;
  const subject = mailLine(`${prefix}: ${subjects[notice]}. ${incident.title}`, 180);
  const reasons = [incident.severityReason, ...(rule === null ? [] : [`Rule ${rule}`])];
  const blocks: MailBlock[] = [
    { kind: 'paragraph', text: `${prefix}: ${mailLine(incident.title)}` },
    { kind: 'paragraph', text: `${mailLine(input.what)} (${utcTime(input.at)})` },
    ...(notice === 'restricted' ? [{ kind: 'paragraph' as const, text: confidence }] : []),
    {
      kind: 'list',
      heading: 'Why',
      items: [...reasons, ...input.values].map((text) => ({ text: mailLine(text) })),
    },
    ...evidenceBlocks(input.evidence),
    { kind: 'link', text: 'The incident', url: input.url },
    {
      kind: 'paragraph',
      text: `Incident ${incident.id}, opened at ${utcTime(incident.openedAt)}, ${incident.status}. Nothing is asked of you by this mail; a person may set the severity: firebreak incidents set-severity ${incident.id} SEV2`,
    },
  ];
  const shown = blocks.filter((block) => block.kind !== 'list' || block.items.length > 0);
  return { subject, text: renderText(shown), html: renderMarkup(subject, shown) };
}
