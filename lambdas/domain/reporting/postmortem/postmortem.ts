import type { TimelineEntry } from '../../records/timeline.ts';
import { markdownText } from './markdown-text.ts';
import type { PostmortemInput } from './postmortem-input.ts';
import { postmortemSections } from './postmortem-sections.ts';

/** The postmortem as Markdown. Every statement ends with the numbers of the timeline entries that it rests on. */
export function writePostmortem(input: PostmortemInput): string {
  const { record, timeline } = input;
  const { incident } = record;
  const title = incident.sensitive ? 'Security-sensitive incident' : incident.title;
  const parts = [
    `# Postmortem: ${markdownText(title)}`,
    `${markdownText(incident.id)} · ${incident.severity} · ${markdownText(incident.service)} in ${markdownText(incident.environment)}`,
    'Numbers in brackets are entries of the timeline below. What is unknown is said to be unknown.',
    ...postmortemSections(input).map(
      ({ heading, statements }) =>
        `## ${heading}\n\n${statements.map((statement) => `- ${statement}`).join('\n')}`,
    ),
    `## Timeline\n\n${timeline.map(timelineLine).join('\n')}`,
  ];
  return `${parts.join('\n\n')}\n`;
}

function timelineLine({ at, actor, text }: TimelineEntry, index: number): string {
  return `- [${index + 1}] ${markdownText(at)} · ${markdownText(actor)} · ${markdownText(text)}`;
}
