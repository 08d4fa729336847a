import { visibleText } from '../../../records/text/visible-text.ts';
import type { Postmortem } from '../document/postmortem-schema.ts';
import { unanswered } from '../document/unanswered.ts';

/** What tools sort postmortems by. Every text is a double-quoted scalar of one line: nothing in it can end the block or name a tag. */
export function yamlFrontMatter(document: Postmortem): string {
  const { incident, schema, version, state, owner, dueAt, published } = document;
  const fields: Readonly<Record<string, string | number | null>> = {
    schema,
    incident: incident.id,
    title: incident.title,
    severity: incident.severity,
    service: incident.service,
    environment: incident.environment,
    openedAt: incident.openedAt,
    closedAt: incident.closedAt,
    outcome: incident.outcome,
    state,
    version,
    owner,
    dueAt,
    publishedAt: published?.at ?? null,
    unanswered: unanswered(document).length,
  };
  const lines = Object.entries(fields).map(([name, value]) => `${name}: ${scalar(value)}`);
  return ['---', ...lines, '---'].join('\n');
}

/** What JSON leaves as it is and YAML may take for the end of a line. */
const lineEnds = /[\u0085\u2028\u2029\u007f-\u009f]/g;

function scalar(value: string | number | null): string {
  if (typeof value !== 'string') return String(value);
  return JSON.stringify(visibleText(value)).replaceAll(
    lineEnds,
    (character) => `\\u${character.charCodeAt(0).toString(16).padStart(4, '0')}`,
  );
}
