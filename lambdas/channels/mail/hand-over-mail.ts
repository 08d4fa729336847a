import { upperFirst } from '../../domain/reporting/labels/first-letter.ts';
import type { HandOverFacts } from '../../domain/reporting/notifications/notification.ts';
import { inertInstruction, inertLine } from '../posting/inert-line.ts';
import { utcTime } from '../posting/utc-time.ts';
import { evidenceBlocks } from './evidence-blocks.ts';
import { incidentBlock, type MailBlock, renderMarkup, renderText } from './mail-blocks.ts';
import type { WrittenMail } from './written-mail.ts';

const longestDiagnosis = 700;
const longestCommand = 700;

/** Automation stopped: the diagnosis, where to go on, what happened so far, what is open, what to do, what triage found. */
export function handOverMail(input: HandOverFacts, url: string, isEscalated = false): WrittenMail {
  const { incident } = input;
  const prefix = `${incident.severity} ${inertLine(incident.service, 60)}`;
  const { advice, commands, note } = input.help;
  const subject = inertLine(
    `${prefix}: ${input.reminder > 0 ? `reminder ${input.reminder}, ` : ''}${isEscalated ? 'needs you, nobody acknowledged it.' : 'needs a person.'} ${upperFirst(input.reason)}`,
    180,
  );
  const list = (heading: string, items: readonly string[]): MailBlock[] =>
    items.length === 0
      ? []
      : [{ kind: 'list', heading, items: items.map((text) => ({ text: inertInstruction(text) })) }];
  const escalated =
    'Nobody who was told before you acknowledged this incident. It is yours until somebody does: open it and acknowledge.';
  const blocks: MailBlock[] = [
    ...(isEscalated ? [{ kind: 'paragraph' as const, text: escalated }] : []),
    incidentBlock(incident),
    ...(input.diagnosis === null
      ? []
      : [{ kind: 'quote' as const, text: inertLine(input.diagnosis, longestDiagnosis) }]),
    { kind: 'main', text: `Automation stopped: ${inertLine(input.reason)}` },
    { kind: 'link', text: 'The incident', url },
    { kind: 'quote', text: `${incident.severity}: ${inertLine(incident.severityReason)}` },
    ...list('Rejected', input.rejections.map(rejectedText)),
    ...list('Done so far', input.done),
    ...list('Still to be restored', input.debts),
    ...list('What to do', [...advice, ...(note === null ? [] : [note])]),
    ...commands.map((command) => ({
      kind: 'command' as const,
      text: 'To take that change back by hand',
      command: inertLine(command, longestCommand),
    })),
    ...list(
      'Or let Firebreak go on, from the page',
      input.ways.map(({ text }) => text),
    ),
    ...evidenceBlocks(input.evidence),
    { kind: 'note', text: `Incident ${incident.id}, opened at ${utcTime(incident.openedAt)}` },
  ];
  return { subject, text: renderText(blocks), html: renderMarkup(subject, blocks) };
}

function rejectedText({ by, step, reason }: HandOverFacts['rejections'][number]): string {
  return `${by}: ${step}${reason === null ? '' : `. Why: ${reason}`}`;
}
