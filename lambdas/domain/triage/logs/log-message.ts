/** What of a line says what went wrong; each may be missing. */
export interface MessageParts {
  readonly text?: string | undefined;
  readonly errorName?: string | undefined;
  readonly errorText?: string | undefined;
}

/** More of a line than this is not looked at. */
const longestLine = 32_768;
const textNames = ['message', 'msg', 'event', 'log'] as const;
const errorNames = ['error', 'err', 'exception', 'cause'] as const;

/** What a log line says: of JSON its message and error, else its first line that says something. Never throws. */
export function messageOfLine(line: string): string {
  const text = line.slice(0, longestLine).trim();
  const whole = parseObject(text);
  if (whole !== null) return composeMessage(partsOf(whole)) || firstLine(text);
  // A prefix and then JSON, as Lambda writes `time\trequestId\tERROR\tInvoke Error\t{…}`.
  const brace = /[\t ]\{"/.exec(text);
  const tail = brace === null ? null : parseObject(text.slice(brace.index + 1));
  if (brace === null || tail === null) return firstLine(text);
  const { errorName, errorText, text: inner } = partsOf(tail);
  const prefix = firstLine(text.slice(0, brace.index));
  return composeMessage({ text: prefix, errorName, errorText: errorText ?? inner }) || firstLine(text);
}

/** One message out of what was said and the error behind it, neither of them twice. */
export function composeMessage({ text = '', errorName = '', errorText = '' }: MessageParts): string {
  const said = text === '' ? '' : text.trimStart().startsWith('{') ? messageOfLine(text) : firstLine(text);
  const cause = firstLine(errorText);
  const named = cause.includes(errorName)
    ? cause
    : [errorName, cause].filter((part) => part !== '').join(': ');
  if (said.includes(named)) return said;
  if (said === '') return named;
  if (cause !== '' && said.includes(cause)) return `${errorName}: ${said}`;
  return `${said}: ${named}`;
}

function partsOf(line: Readonly<Record<string, unknown>>): MessageParts {
  const nested = errorNames.map((name) => line[name]).find((value) => value !== undefined && value !== null);
  const message = textNames.map((name) => line[name]).find((value) => value !== undefined && value !== null);
  const error = isObject(nested) ? nested : isObject(message) ? message : {};
  return {
    text: textOf(message),
    errorName: textOf(line['errorType'] ?? error['name'] ?? error['type'] ?? error['errorType']),
    errorText: textOf(line['errorMessage'] ?? error['message'] ?? error['errorMessage'] ?? nested),
  };
}

/** Of a stack trace its first line; of Python's, where that comes last, the last. */
function firstLine(text: string): string {
  const lines = text.split(/\r\n?|\n/);
  const filled = lines.filter((line) => line.trim() !== '');
  const isTraceback = /^\s*traceback \(most recent call last\)/i.test(filled[0] ?? '');
  const chosen = isTraceback ? filled.findLast((line) => !/^\s/.test(line)) : filled[0];
  return (chosen ?? '').trim();
}

function parseObject(text: string): Readonly<Record<string, unknown>> | null {
  if (!text.startsWith('{')) return null;
  try {
    const parsed: unknown = JSON.parse(text);
    return isObject(parsed) ? parsed : null;
  } catch {
    return null;
  }
}

function isObject(value: unknown): value is Readonly<Record<string, unknown>> {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

function textOf(value: unknown): string | undefined {
  return typeof value === 'string' ? value : typeof value === 'number' ? String(value) : undefined;
}
