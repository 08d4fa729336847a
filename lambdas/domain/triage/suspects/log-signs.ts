import type { LogPattern, LogsEvidence } from '../../records/evidence.ts';
import { distinct } from './distinct.ts';

/** An error pattern that came or grew with the degradation, with its part of the errors since then. */
export interface GrownPattern {
  readonly pattern: LogPattern;
  /** 0–1 */
  readonly share: number;
}

/** A pattern that was there before has to become so much more frequent. */
const leastGrowth = 3;
/** Fewer than this part of the errors explains nothing. */
const leastShare = 0.1;

/** The patterns that the degradation brought, whatever order they are in. Nothing when nobody read the logs. */
export function grownPatterns(logs: LogsEvidence | null): readonly GrownPattern[] {
  if (logs === null) return [];
  const unique = distinct(logs.patterns, ({ pattern }) => pattern);
  const all = unique.reduce((sum, { countAfter }) => sum + Math.max(0, countAfter), 0);
  const growth = lengthOf(logs.after) / lengthOf(logs.before);
  return unique
    .map((pattern) => ({ pattern, share: all > 0 ? pattern.countAfter / all : 0 }))
    .filter(
      ({ pattern: { isNew, countBefore, countAfter }, share }) =>
        share >= leastShare && (isNew || countAfter >= leastGrowth * growth * countBefore),
    );
}

/** In seconds; a span that makes no sense counts as one. */
function lengthOf({ from, until }: LogsEvidence['before']): number {
  const seconds = (Date.parse(until) - Date.parse(from)) / 1000;
  return seconds > 0 ? seconds : 1;
}

/** What an error message points to. The first match counts, the most telling first. */
const speech = [
  {
    of: 'expiry',
    terms:
      /\b(expired|has expired|not yet valid|expir(y|ation))\b.*\b(token|certificate|cert|credentials?|key|secret|password|signature|session|licen[cs]e)\b|\b(token|certificate|cert|credentials?|key|secret|password|signature|licen[cs]e)\b.*\b(expired|expir(y|ation)|not yet valid)\b|certificate_?expired|expiredtoken/i,
  },
  {
    of: 'provider',
    terms:
      /\b(llm|model|completion|inference|bedrock|openai|anthropic|provider)\b.*\b(overloaded|unavailable|rate.?limit\w*|quota|throttl\w*|time[d-]?.?out|did(?: not|n't) (?:answer|respond)|no (?:answer|response)|429|500|502|503|504|529)\b|\b(overloaded|rate.?limit\w*|429|503|529)\b.*\b(llm|model|provider|bedrock|openai|anthropic)\b/i,
  },
  {
    of: 'malformed-message',
    terms:
      /\b(malformed|unparsable|unparseable|cannot parse|can't parse|failed to parse|invalid json|unexpected token|schema|validation|poison|deserializ\w*|unknown (event|message) type)\b/i,
  },
  {
    of: 'code',
    terms:
      /\b(TypeError|ReferenceError|SyntaxError|RangeError|NullPointerException|NullReference\w*|AttributeError|KeyError|NameError|ImportError|ModuleNotFoundError|NoSuchMethod\w*|ClassNotFound\w*|ClassCast\w*|AssertionError|IndexOutOfBounds\w*|nil pointer|panic:|is not a function|is not defined|cannot read propert\w+|no such column|undefined method|unhandled (rejection|exception))/i,
  },
  {
    of: 'refused-authentication',
    terms:
      /\b(401|403|unauthori[sz]ed|forbidden|access ?denied|invalid (token|api key|credentials?|signature)|authentication failed)\b/i,
  },
  {
    of: 'no-capacity',
    terms:
      /\b(throttl\w*|rate exceeded|too many (requests|connections)|pool (is )?(exhausted|timed? ?out|full)|connection pool|concurren\w+ limit|queue (is )?full|out of memory|heap|no capacity|no (free|idle|available) (connections?|workers?|threads?|slots?)|overload\w*|backpressure|shed(ding)?)\b/i,
  },
  {
    of: 'unreachable',
    terms:
      /\b(ECONNREFUSED|ECONNRESET|ETIMEDOUT|ENOTFOUND|EAI_AGAIN|EHOSTUNREACH|connection\b.{0,40}\b(refused|reset|timed out|closed)|upstream|dependency|downstream|bad gateway|service unavailable|gateway time-?out|circuit (breaker )?(is )?open|time[d-]?.?out|deadline exceeded|50[234])\b/i,
  },
] as const;

export type Speech = (typeof speech)[number]['of'] | 'other';

export function speaksOf({ pattern, sample }: LogPattern): Speech {
  const text = `${pattern} ${sample}`.slice(0, 2000);
  return speech.find(({ terms }) => terms.test(text))?.of ?? 'other';
}

/** Whether a message says a name as a whole word. */
export function names({ pattern, sample }: LogPattern, name: string): boolean {
  const terms = `${pattern} ${sample}`
    .slice(0, 2000)
    .toLowerCase()
    .split(/[^\p{L}\p{N}-]+/u);
  return terms.includes(name.toLowerCase());
}
