import type { TrackerPolicy } from '../../domain/policy/schemas/follow-ups-schema.ts';
import { plainLine } from '../../domain/records/text/plain-line.ts';
import type { TicketFacts } from '../../domain/reporting/follow-ups/ticket-facts.ts';
import { ticketWords } from '../ticket-words.ts';

/** A node of the Atlassian Document Format. https://developer.atlassian.com/cloud/jira/platform/apis/document/structure/ */
interface AdfNode {
  readonly type: 'paragraph' | 'text' | 'bulletList' | 'listItem';
  readonly text?: string;
  readonly marks?: readonly { readonly type: 'link'; readonly attrs: { readonly href: string } }[];
  readonly content?: readonly AdfNode[];
}

/** Body of a request that makes an issue. https://developer.atlassian.com/cloud/jira/platform/rest/v3/api-group-issues/#api-rest-api-3-issue-post */
export interface JiraIssue {
  readonly fields: Readonly<Record<string, unknown>> & {
    readonly summary: string;
    readonly description: { readonly type: 'doc'; readonly version: 1; readonly content: readonly AdfNode[] };
    readonly labels: readonly string[];
  };
  readonly properties: readonly {
    readonly key: 'firebreak';
    readonly value: Readonly<Record<string, string>>;
  }[];
}

/** 255 at most. */
const summaryLength = 200;
/** 32,767 in all: beyond that Jira refuses, and burns a number. */
const textLength = 10_000;

/** Text nodes of the format are text: nothing in them is a mention, a link or markup. */
export function jiraIssue(facts: TicketFacts, place: TrackerPolicy): JiraIssue {
  const { about, followUpId, incidentId, url, dueOn } = facts;
  const incident: AdfNode = {
    type: 'text',
    text: `Incident ${incidentId}`,
    marks: [{ type: 'link', attrs: { href: url } }],
  };
  const { summary, lines, first } =
    about === null
      ? {
          summary: ticketWords.sensitiveTitle(followUpId),
          first: ticketWords.sensitiveText,
          lines: [],
        }
      : {
          summary: plainLine(about.text, summaryLength) || `Follow-up of ${incidentId}`,
          first: plainLine(about.text, textLength) || '(no text)',
          lines: [
            `Owner: ${plainLine(about.owner ?? ticketWords.nobody, 200)}`,
            `Type: ${about.type}`,
            plainLine(
              `${about.severity}, ${about.service} in ${about.environment}, opened at ${about.openedAt}: ${about.incidentTitle}`,
              1000,
            ),
          ],
        };
  const items = [
    [incident],
    ...[...lines, `Due on ${dueOn}`, `Follow-up ${followUpId}`].map((line) => [textNode(line)]),
  ];
  return {
    fields: {
      ...place.fields,
      project: { key: place.to },
      issuetype: { name: place.issueType ?? 'Task' },
      summary,
      labels: [...place.labels, followUpId],
      description: {
        type: 'doc',
        version: 1,
        content: [
          paragraph([textNode(first)]),
          {
            type: 'bulletList',
            content: items.map((content) => ({ type: 'listItem', content: [paragraph(content)] })),
          },
          paragraph([textNode(ticketWords.filedNote)]),
        ],
      },
    },
    properties: [{ key: 'firebreak', value: { followUp: followUpId, incident: incidentId } }],
  };
}

function paragraph(content: readonly AdfNode[]): AdfNode {
  return { type: 'paragraph', content };
}

function textNode(text: string): AdfNode {
  return { type: 'text', text };
}
