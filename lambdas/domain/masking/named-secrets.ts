import { isPersonalNumberName, isSecretName } from './secret-names.ts';
import { isSecretValue, looksSecret, type Standing } from './secret-values.ts';

const name = String.raw`(?<name>[\p{L}_$][\p{L}\p{N}_$.:-]{0,99})`;
const quote = String.raw`\\{0,7}["']`;
const newline = String.raw`(?:\r?\n|\\{1,2}r\\{1,2}n|\\{1,2}n)`;

interface Notation {
  /** Up to where the value begins. `quote` stands before it, if any. */
  readonly pattern: RegExp;
  readonly endOf: (text: string, start: number, match: RegExpExecArray) => number;
}

/** How a name and its value are written down, in the order in which they are looked for. */
const notations: readonly Notation[] = [
  // <password type="plain">value</password>
  { pattern: RegExp(`<${name}(?:\\s[^<>]{0,300})?>(?:<!\\[CDATA\\[)?`, 'gu'), endOf: endOfElement },
  // <string name="password">value</string>
  {
    pattern: RegExp(
      `(?<![\\p{L}\\p{N}_-])(?:name|key)\\s{0,3}=\\s{0,3}(?<around>${quote})${name}\\k<around>[^<>\\n]{0,200}(?<!/)>`,
      'gu',
    ),
    endOf: endOfContent,
  },
  // <key>password</key><string>value</string>
  {
    pattern: RegExp(`<(?<tag>key|name|param)>\\s{0,20}${name}\\s{0,20}</\\k<tag>>\\s{0,20}<\\w{1,30}>`, 'gu'),
    endOf: endOfContent,
  },
  // {"name": "PASSWORD", "value": "…"} and name="password" value="…"
  {
    pattern: RegExp(
      `(?<![\\p{L}\\p{N}_-])(?:name|key|field|parameter|param)(?:${quote})?\\s{0,5}[:=]\\s{0,5}(?<around>${quote})${name}\\k<around>[\\s,;]{1,20}(?:${quote})?(?:value|content|val|data)(?:${quote})?\\s{0,5}[:=]\\s{0,5}(?<quote>${quote})?`,
      'giu',
    ),
    endOf: endOfValue,
  },
  // A part of multipart/form-data.
  {
    pattern: RegExp(
      `(?<![\\p{L}\\p{N}_])name=(?<around>${quote})${name}\\k<around>[^\\n]{0,200}?${newline}(?:[\\w-]{1,40}:[^\\n]{0,200}?${newline}){0,3}${newline}`,
      'giu',
    ),
    endOf: (text, start) => endAt(text, start, /[\r\n]|\\{1,2}r?\\{0,2}n|\s?--/g),
  },
  {
    pattern: RegExp(`form-data;\\s{0,3}name=(?<around>${quote})${name}\\k<around>\\s{1,10}`, 'giu'),
    endOf: endOfBare,
  },
  // ("password", "value")
  {
    pattern: RegExp(`\\((?<around>${quote})${name}\\k<around>\\s{0,3},\\s{0,3}(?<quote>${quote})`, 'gu'),
    endOf: endOfValue,
  },
  // --password value
  {
    pattern: RegExp(`(?<![\\p{L}\\p{N}_-])--?${name}\\s{1,3}(?![-\\s])(?<quote>${quote})?`, 'gu'),
    endOf: endOfValue,
  },
  // name=value, "name": "value", also inside a JSON text that is itself a JSON string.
  {
    pattern: RegExp(
      `(?<![\\p{L}\\p{N}_$])${name.replace(':-', '-')}(?<sign>(?:${quote})?\\s{0,5}(?:=>|:=|[=:])\\s{0,5})(?<quote>\\\\{0,7}["'])?`,
      'gu',
    ),
    endOf: endOfValue,
  },
];

/** Values that go on to the end of the line: schemes, several cookies. */
const wholeLine = /authorization|cookie/i;
/** One more word belongs to the value: `Bearer abc`. */
const scheme = /^(?:bearer|basic|digest|token|apikey|negotiate|aws4-hmac-sha256)\s{1,5}/i;
/** `Authorization: error rate above 5 %`. */
const sentence = /^[A-Za-z]{2,20}(?: (?:[\d.,]{1,12}|[A-Za-z]{1,20}|[%<>=-]{1,2})[.,]?){2,}/;

/** Replaces the values of names that tell a secret by `<secret>`, and the numbers of people's documents by `<id-number>`. */
export function maskNamedSecrets(text: string): string {
  const masked = notations.reduce((before, notation) => maskNotation(before, notation), text);
  return maskProse(masked);
}

function maskNotation(text: string, { pattern, endOf }: Notation): string {
  let masked = '';
  let from = 0;
  for (const match of text.matchAll(pattern)) {
    const start = match.index + match[0].length;
    const by = placeholderFor(text, match);
    if (match.index < from || by === null) continue;
    const end = endOf(text, start, match);
    if (end <= start) continue;
    masked += `${text.slice(from, start)}${by}`;
    from = end;
  }
  return masked + text.slice(from);
}

function placeholderFor(text: string, match: RegExpExecArray): string | null {
  const found = match.groups?.['name'] ?? '';
  if (isPersonalNumberName(found)) return '<id-number>';
  // The name of a secret in Secrets Manager is none.
  const inArn = /arn:[\w-]{1,20}:[\w-]{1,40}:[\w-]{0,30}:\d{0,12}:$/.test(
    text.slice(Math.max(0, match.index - 120), match.index),
  );
  return isSecretName(found.split(':').at(-1) ?? '') && !inArn ? '<secret>' : null;
}

/** Only where the element closes: `<secret>` is also what masking writes. */
function endOfElement(text: string, start: number, match: RegExpExecArray): number {
  const end = endOfContent(text, start);
  const rest = text.slice(Math.max(start, end - 3), end + 110);
  return rest.includes(`</${match.groups?.['name'] ?? ''}>`) ? end : start;
}

function endOfContent(text: string, start: number): number {
  const end = text.indexOf('<', start);
  return end === -1 ? text.length : end;
}

function endOfValue(text: string, start: number, match: RegExpExecArray): number {
  const open = match.groups?.['quote'];
  return open === undefined ? endOfBare(text, start, match) : endOfQuoted(text, start, open);
}

function endOfBare(text: string, start: number, match: RegExpExecArray): number {
  const known = match.groups?.['name'] ?? '';
  const rest = text.slice(start, start + 4000);
  const standing: Standing = /:\s|^$/.test(match.groups?.['sign'] ?? ':') ? 'prose' : 'pair';
  const ahead = scheme.exec(rest)?.[0].length ?? 0;
  if (wholeLine.test(known) && !(ahead === 0 && standing === 'prose' && sentence.test(rest)))
    return start + (/^[^\n\r"'\\]*/.exec(rest)?.[0].length ?? 0);
  const value = /^[^\s&;"'<>]*|^<[^\s&;"']*/.exec(rest.slice(ahead))?.[0] ?? '';
  return ahead > 0 || isSecretValue(known, value || rest.slice(0, 40), standing)
    ? start + ahead + (/^[^\s&;"']*/.exec(rest.slice(ahead))?.[0].length ?? 0)
    : start;
}

/** Where the quote closes; a quote with more backslashes before it is part of the value. Without one, the end of the text. */
function endOfQuoted(text: string, start: number, open: string): number {
  const mark = open.slice(-1);
  const depth = open.length - 1;
  for (let at = text.indexOf(mark, start); at !== -1; at = text.indexOf(mark, at + 1)) {
    let backslashes = 0;
    while (at - backslashes - 1 >= start && text[at - backslashes - 1] === '\\') backslashes += 1;
    if (backslashes === depth) return at - depth;
    // A value that itself ends in a backslash: an even number more are pairs, as JSON writes them.
    if (depth === 0 && backslashes % 2 === 0) return at;
  }
  return text.length;
}

function endAt(text: string, start: number, stop: RegExp): number {
  stop.lastIndex = start;
  return stop.exec(text)?.index ?? text.length;
}

const words = String.raw`pass(?:word|phrase|code|wd)|passwort|kennwort|pwd|client secret|secret(?: key)?|(?:api|access|private|signing|master|license|routing|integration|account|storage)[ -]key|(?:access |refresh |session |auth |bearer )?token|credentials?|pin(?: code)?|otp|(?:one-time|verification|security|login|access)(?: pass)?code|cvv|connection string|mot de passe|contraseña|senha|пароль|identified by`;
/** `the password for app is hunter2`, `API key: abc`, `password hunter2 was refused`, `pwd "x"`. */
const prose = RegExp(
  String.raw`(?<before>(?<![\p{L}\p{N}_-])(?<said>${words})(?:\s(?:for|of|to)\s[^\s:=]{1,60}){0,2}(?<link>["']?\s{0,3}(?:=>|[=:]|->|→)\s{0,3}|\s{1,3}(?:is|was|are|ist|lautet|es|est|equals|(?:set|changed|reset) to)\s{1,3}|\s{1,3}))(?:(?<open>["'${'`'}])(?<quoted>[^"'${'`'}\n]{1,200})\k<open>|(?<bare>[^\s"'${'`'}<>]{3,200}))`,
  'giu',
);

function maskProse(text: string): string {
  return text.replace(prose, (found: string, ...rest) => {
    const groups = rest.at(-1) as Readonly<Record<string, string | undefined>>;
    const { before = '', said = '', link = '', open = '', quoted, bare = '' } = groups;
    const value = quoted ?? bare;
    const adjacent = link.trim() === '';
    const isToken = /token|credential|pin|secret$/i.test(said);
    const secret =
      quoted !== undefined && !(adjacent && isToken)
        ? isSecretValue(said, value, 'pair')
        : isSecretValue(said, value, 'prose') &&
          looksSecret(value.replace(/[.,;:!?)\]}]{1,5}$/, '')) &&
          !(adjacent && value.length < 6);
    return secret ? `${before}${open}<secret>${open}` : found;
  });
}
