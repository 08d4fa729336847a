import { InvalidInputError } from '../../domain/errors.ts';
import type { BlastDimension } from '../../domain/records/evidence.ts';

/** Most different messages of a span: each is masked here, which takes a tenth of a millisecond. */
export const mostPatternRows = 2000;
/** What Logs Insights gives at most. */
export const mostValueRows = 10_000;
/** Longer texts are cut by the server, so that one endless message does not fill the answer. */
const longestText = 500;

const levelFields = 'level, severity, levelname, severityText';
const nameFields = 'errorType, error.name, error.type, err.name, err.type, exception.type, message.errorType';
const causeFields =
  'errorMessage, error.message, err.message, exception.message, message.errorMessage, error, err';

/** What counts as an error when policy does not say: the level, and for lines without one the words. */
const errorLines = [
  `fields coalesce(${levelFields}) as logLevel`,
  'filter logLevel like /(?i)^(error|fatal|critical|crit|alert|emerg|panic|severe)|^(50|60)$/ or' +
    ' (not ispresent(logLevel) and @message like /(?i)(error|exception|fatal|panic|traceback|timed out)/)',
];

/**
 * Error lines that say the same, counted by the server. Rows: `lines`, `firstAt` (epoch milliseconds or a time as text),
 * and of `errorName`, `errorText`, `messageText` those that the line has.
 */
export function errorPatternsQuery(filter: string | undefined): string {
  return joined(
    ...errorFilter(filter),
    `fields substr(coalesce(${nameFields}), 0, 100) as errorName,` +
      ` substr(coalesce(${causeFields}), 0, ${longestText}) as errorText,` +
      ` substr(coalesce(message, msg, @message), 0, ${longestText}) as messageText`,
    'stats count(*) as lines, min(@timestamp) as firstAt by errorName, errorText, messageText',
    'sort lines desc',
    `limit ${mostPatternRows}`,
  );
}

/** Error lines by one field, most first. Rows: `value`, `errors`. Throws InvalidInputError for a name that cannot be asked for. */
export function affectedValuesQuery(field: string, filter: string | undefined): string {
  return joined(
    ...errorFilter(filter),
    `fields ${fieldName(field)} as value`,
    'filter ispresent(value)',
    'stats count(*) as errors by value',
    'sort errors desc',
    `limit ${mostValueRows}`,
  );
}

/**
 * Distinct values on any line, of several fields at once; approximate where there are many. One row: a number under
 * each dimension's name. Throws InvalidInputError.
 */
export function seenValuesQuery(fields: readonly (readonly [BlastDimension, string])[]): string {
  const counts = fields.map(([dimension, field]) => `count_distinct(${fieldName(field)}) as ${dimension}`);
  return `stats ${counts.join(', ')}`;
}

function errorFilter(filter: string | undefined): readonly string[] {
  return filter === undefined ? errorLines : [`filter ${filter.replace(/^\s*(\|\s*)?filter\s+/i, '')}`];
}

/** https://docs.aws.amazon.com/AmazonCloudWatch/latest/logs/CWL_QuerySyntax-Guidelines.html */
function fieldName(field: string): string {
  if (/^@?[A-Za-z_]\w*(\.\w+)*$/.test(field)) return field;
  if (/[`\\\p{Cc}]/u.test(field)) {
    throw new InvalidInputError(`"${field}" is not a field that Logs Insights can be asked for`);
  }
  return `\`${field}\``;
}

function joined(...commands: readonly string[]): string {
  return commands.join('\n| ');
}
