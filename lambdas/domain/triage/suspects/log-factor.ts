import { keyWithoutLocation } from '../../locations/located-key.ts';
import type { Change, ChangeKind, LogPattern, LogsEvidence } from '../../records/evidence.ts';
import type { SuspectFactor } from '../../records/plan.ts';
import { grownPatterns, type Speech, speaksOf } from './log-signs.ts';

/** Clocks of log and deployment differ. */
const clockMs = 60_000;
/** Messages that point to something else than the running code. */
const foreign: readonly Speech[] = [
  'expiry',
  'provider',
  'refused-authentication',
  'no-capacity',
  'unreachable',
  'malformed-message',
];
/** What a change of a kind that breaks something makes the logs say, though it is no code. */
const spokenOf: Readonly<Partial<Record<ChangeKind, Speech>>> = {
  'secret-rotation': 'refused-authentication',
};
/** A shorter name could be part of any word. */
const leastNameLength = 6;

/**
 * What new error messages say about a change: they began after it, name it, or point to a code bug; at most 8 points. A message that
 * was there before it, and the lack of any new one while requests fail, speak against it.
 */
export function logFactor(
  change: Change,
  logs: LogsEvidence | null,
  requestsFail: boolean,
): SuspectFactor | null {
  if (logs === null || logs.patterns.length === 0) return null;
  const factor = (points: number, text: string): SuspectFactor => ({ name: 'logs', points, text });
  const fresh = grownPatterns(logs).filter(({ pattern }) => pattern.isNew);
  // What was not read to its end may hold new ones.
  if (fresh.length === 0) {
    return requestsFail && !logs.truncated ? factor(-3, 'the logs show no new kind of error') : null;
  }
  const own = fresh
    .map(({ pattern }) => pattern)
    .filter((each) => isNamed(each, change) || isOwn(each, change) || !foreign.includes(speaksOf(each)));
  if (own.length === 0) return null;
  const after = own.filter(
    ({ firstSeenAt }) => !(Date.parse(firstSeenAt ?? '') < Date.parse(change.at) - clockMs),
  );
  if (after.length === 0) return factor(-6, 'the new errors were in the logs before it');
  const named = after.some((pattern) => isNamed(pattern, change));
  const broken = after.some((pattern) => speaksOf(pattern) === 'code');
  const refused = after.some((pattern) => isOwn(pattern, change));
  const phrases = [
    'new errors since then',
    named && 'they name it',
    broken && 'they point to a code bug',
    refused && 'they are refusals at authentication',
  ];
  const points = 1 + (named ? 3 : 0) + (broken || refused ? 4 : 0);
  return factor(points, phrases.filter(Boolean).join(', '));
}

function isOwn(pattern: LogPattern, { kind }: Change): boolean {
  return speaksOf(pattern) === spokenOf[kind];
}

/** The last part of its resource is its own name: a flag, a parameter. */
function isNamed({ pattern, sample }: LogPattern, { resource, service }: Change): boolean {
  const name = squashed(keyWithoutLocation(resource.key).split(/[:/]/).at(-1) ?? '');
  return (
    name.length >= leastNameLength &&
    name !== squashed(service) &&
    squashed(`${pattern} ${sample}`).includes(name)
  );
}

/** `new-pricing`, `newPricing` and `new_pricing` are one name. */
function squashed(text: string): string {
  return text
    .slice(0, 2000)
    .toLowerCase()
    .replace(/[^\p{L}\p{N}]/gu, '');
}
