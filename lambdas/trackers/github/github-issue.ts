import type { TrackerPolicy } from '../../domain/policy/schemas/follow-ups-schema.ts';
import { plainLine } from '../../domain/records/text/plain-line.ts';
import type { TicketFacts } from '../../domain/reporting/follow-ups/ticket-facts.ts';
import { ticketWords } from '../ticket-words.ts';

/** Body of a request that makes an issue. https://docs.github.com/en/rest/issues/issues#create-an-issue */
export interface GithubIssue {
  readonly title: string;
  readonly body: string;
  readonly labels: readonly string[];
}

/** 256 at most. */
const titleLength = 200;
/** 65,536 in all. */
const textLength = 10_000;

function markerOf(followUpId: string): string {
  return `<!-- firebreak:${followUpId} -->`;
}

/** Whether a body has the marker on a line of its own, where nothing that is quoted stands. */
export function isMarked(body: string, followUpId: string): boolean {
  return body.split('\n').some((line) => line.trim() === markerOf(followUpId));
}

/** GitHub mentions nobody, links nothing and closes nothing within code: whatever came from outside stands there. */
export function githubIssue(facts: TicketFacts, { labels }: TrackerPolicy): GithubIssue {
  const { about, followUpId, incidentId, url, dueOn } = facts;
  const origin = [`[Incident ${incidentId}](${url})`, `Due on ${dueOn}`, `Follow-up \`${followUpId}\``];
  if (about === null) {
    return {
      title: ticketWords.sensitiveTitle(followUpId),
      body: [ticketWords.sensitiveText, list(origin), markerOf(followUpId)].join('\n\n'),
      labels,
    };
  }
  const { severity, service, environment, text, type, owner, incidentTitle, openedAt } = about;
  const lines = [
    `Owner: ${owner === null ? ticketWords.nobody : code(owner)}`,
    `Type: ${type}`,
    ...origin.slice(0, 2),
    `${severity}, ${code(service)} in ${code(environment)}, opened at ${openedAt}: ${code(incidentTitle)}`,
    ...origin.slice(2),
  ];
  return {
    title: plainLine(text, titleLength) || `Follow-up of ${incidentId}`,
    body: [code(text), list(lines), ticketWords.filedNote, markerOf(followUpId)].join('\n\n'),
    labels,
  };
}

function list(lines: readonly string[]): string {
  return lines.map((line) => `- ${line}`).join('\n');
}

/** One line as code, fenced by more backticks than it has. */
function code(text: string): string {
  const line = plainLine(text, textLength) || '(no text)';
  const longest = Math.max(0, ...[...line.matchAll(/`+/g)].map(([run]) => run.length));
  const fence = '`'.repeat(longest + 1);
  return `${fence} ${line} ${fence}`;
}
