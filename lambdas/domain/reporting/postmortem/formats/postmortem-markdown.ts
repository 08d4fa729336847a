import { actorName } from '../../labels/actor-name.ts';
import { durationLabel } from '../../labels/duration-label.ts';
import { similarLabel } from '../../labels/similar-label.ts';
import { durationNames } from '../../times/moment-names.ts';
import {
  laterSectionIds,
  type Postmortem,
  type SectionId,
  type Statement,
  type Words,
} from '../document/postmortem-schema.ts';
import { unanswered } from '../document/unanswered.ts';
import { markdownText as md } from '../markdown-text.ts';
import { markdownActions } from './markdown-actions.ts';
import {
  citesOf,
  durationLabels,
  momentLabels,
  sectionHeadings,
  stateLabels,
  unansweredLabel,
} from './postmortem-labels.ts';
import { yamlFrontMatter } from './yaml-front-matter.ts';

/** The document as Markdown. Every generated statement ends with the numbers of the timeline entries that it rests on. */
export function postmortemMarkdown(document: Postmortem): string {
  const { incident, state, owner, dueAt } = document;
  const names = `${md(incident.service)} in ${md(incident.environment)}`;
  const parts = [
    yamlFrontMatter(document),
    `# Postmortem: ${md(incident.title)}`,
    `${incident.severity} · ${names} · ${md(incident.id)}`,
    `${stateLabels[state]}, ${unansweredLabel(document)}. Owner: ${md(owner ?? 'nobody yet')}, due ${dueAt}.`,
    'Numbers in brackets are entries of the timeline at the end. What people wrote is quoted with their names; all else is made from the record.',
    section(document, 'summary'),
    section(document, 'impact'),
    part('Times', timesOf(document)),
    ...laterSectionIds.map((id) => section(document, id)),
    part('Decisions, and what was known then', document.decisions.map(decision)),
    part('Actions', markdownActions(document)),
    part('To be put into code', document.backports.map(backport)),
    part('Follow-ups', document.followUps.map(followUp)),
    part(
      'Seen before',
      document.similar.map((former) => `- ${md(similarLabel(former))}.`),
    ),
    part('Questions without an answer', unanswered(document).map(openQuestion)),
    part('Timeline', document.timeline.map(entry)),
    part('Versions', document.history.map(version)),
  ];
  return `${parts.filter((text) => text !== null).join('\n\n')}\n`;
}

function part(heading: string, lines: readonly string[]): string | null {
  return lines.length === 0 ? null : `## ${heading}\n\n${lines.join('\n')}`;
}

function section({ sections, questions }: Postmortem, id: SectionId): string | null {
  const { statements = [], words = null } = sections.find((each) => each.id === id) ?? {};
  const answered = questions.filter((each) => each.section === id && each.answer !== null);
  const blocks = [
    statements.map(statementLine).join('\n'),
    wordsOf(words),
    ...answered.map(({ text, answer }) => `**${md(text)}**\n\n${wordsOf(answer)}`),
  ].filter((text) => text !== '');
  return `## ${sectionHeadings[id]}\n\n${blocks.length === 0 ? 'Nothing on record.' : blocks.join('\n\n')}`;
}

function statementLine({ text, counted, cites }: Statement): string {
  const how = counted === null ? '' : ` Counted: ${md(counted)}.`;
  return `- ${md(text)}${how} ${citesOf(cites)}`;
}

/** What people wrote, line by line, so that no line of theirs becomes markup. */
function wordsOf(words: Words): string {
  if (words === null) return '';
  const lines = words.text.split('\n').map((line) => `> ${md(line)}`.trimEnd());
  return [...lines, `> — ${md(words.authors.join(', '))}, ${words.at}`].join('\n');
}

function timesOf({ times }: Postmortem): readonly string[] {
  const moments = times.moments.map(({ name, at, how, cites }) => {
    const when = at === null ? `not known: ${md(how)}` : `${at}: ${md(how)}`;
    return `- ${momentLabels[name]} ${when} ${citesOf(cites)}`.trimEnd();
  });
  const durations = durationNames.map((name) => {
    const seconds = times.seconds[name];
    return `- ${durationLabels[name]}: ${seconds === null ? 'not known' : durationLabel(seconds * 1000)}`;
  });
  return [...moments, ...durations];
}

function decision({ at, actor, text, cites, knownThen }: Postmortem['decisions'][number]): string {
  const known = knownThen.length === 0 ? 'nothing yet' : citesOf(knownThen);
  return `- ${at} · ${md(actorName(actor))}: ${md(text)} ${citesOf(cites)}. Known then: ${known}`;
}

function backport({ text, restore, owner, dueAt, status, cites }: Postmortem['backports'][number]): string {
  return `- ${md(text)} (${md(owner)}, due ${dueAt}; ${md(restore)}: ${md(status)}) ${citesOf(cites)}`;
}

function followUp({ text, owner, dueAt, state, url, cites }: Postmortem['followUps'][number]): string {
  const ticket = url === null ? '' : `, ${md(url)}`;
  return `- ${md(text)} (${md(owner ?? 'no owner yet')}, due ${dueAt}, ${state}${ticket}) ${citesOf(cites)}`.trimEnd();
}

function openQuestion({ id, text, leftOpen }: Postmortem['questions'][number]): string {
  const why = leftOpen === null ? '' : ` Left open by ${md(leftOpen.by)}: ${md(leftOpen.reason)}`;
  return `- ${md(text)} (${md(id)})${why}`;
}

function entry({ at, actor, text }: Postmortem['timeline'][number], index: number): string {
  return `- [${index + 1}] ${md(at)} · ${md(actorName(actor))} · ${md(text)}`;
}

function version({ version: number, at, by, what }: Postmortem['history'][number]): string {
  return `- ${number} · ${at} · ${md(actorName(by))}: ${md(what)}`;
}
