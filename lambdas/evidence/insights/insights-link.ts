import { consoleHostOf } from '../../domain/aws-partition.ts';
import type { TimeSpan } from '../../domain/records/evidence.ts';

export interface InsightsLink {
  readonly region: string;
  readonly logGroups: readonly string[];
  readonly span: TimeSpan;
  readonly query: string;
}

/**
 * The query in the CloudWatch console. What follows `queryDetail` is the console's own notation: `~(` `~` `)` make it
 * up, a text begins with `'`, and what is no letter or digit is `*` and its hexadecimal code.
 */
export function insightsLink({ region, logGroups, span, query }: InsightsLink): string {
  const sources = logGroups.map((group) => `~${text(group)}`).join('');
  const detail = [
    `end~${text(span.until)}`,
    `start~${text(span.from)}`,
    "timeType~'ABSOLUTE",
    "tz~'UTC",
    `editorString~${text(query)}`,
    `source~(${sources})`,
    "lang~'CWLI",
  ].join('~');
  return `https://${consoleHostOf(region)}/cloudwatch/home?region=${region}#logsV2:logs-insights$3FqueryDetail$3D~(${detail})`;
}

function text(value: string): string {
  const encoded = encodeURIComponent(value).replaceAll(/[!'()*~]/g, hexadecimal);
  return `'${encoded.replaceAll(/%(..)/g, (_, code: string) => `*${code.toLowerCase()}`)}`;
}

function hexadecimal(character: string): string {
  return `%${character.charCodeAt(0).toString(16)}`;
}
