import type { PublicImpact, PublicRelease } from '../../domain/records/public-status/public-status.ts';
import { upperFirst } from '../../domain/reporting/labels/first-letter.ts';
import type { PublicPost } from '../../ports/plug-ins/status-page.ts';

const severity: Readonly<Record<PublicImpact, string>> = {
  critical: 'down',
  major: 'disrupted',
  minor: 'notice',
};

/** Where the file of an incident is, the same for all of its releases. */
export function cstatePath({ incidentId, startedAt }: Pick<PublicPost, 'incidentId' | 'startedAt'>): string {
  const slug = incidentId.toLowerCase().replaceAll(/[^a-z0-9]+/g, '-');
  return `content/issues/${startedAt.slice(0, 10)}-${slug}.md`;
}

/** The whole file: front matter, then what was released, newest first. https://github.com/cstate/cstate/blob/master/archetypes/default.md */
export function cstateIssue({ release, releases, name, startedAt }: PublicPost): string {
  const isResolved = release.state === 'resolved';
  const lines = [
    '---',
    `title: ${JSON.stringify(release.title)}`,
    `date: ${hugoTime(startedAt)}`,
    `resolved: ${isResolved}`,
    ...(isResolved ? [`resolvedWhen: ${hugoTime(release.at)}`] : []),
    `severity: ${severity[release.impact]}`,
    'affected:',
    `  - ${JSON.stringify(name)}`,
    'section: issue',
    '---',
    '',
    ...releases.toReversed().flatMap((each) => [updateLine(each), '']),
  ];
  return lines.join('\n');
}

function updateLine({ state, text, at }: PublicRelease): string {
  return `*${upperFirst(state)}* - ${inert(text)} {{< track "${hugoTime(at)}" >}}`;
}

/** Neither Markdown nor a shortcode of Hugo: all punctuation that either knows is text. */
function inert(text: string): string {
  return text.replaceAll(/[\\`*_{}[\]()<>#+|!~&]/g, (character) => `&#${character.charCodeAt(0)};`);
}

function hugoTime(at: string): string {
  return at.slice(0, 19).replace('T', ' ');
}
