import { type ClassRule, classRules } from './class-rules.ts';
import { bodyDigest, diedTwice, expiresAt } from './dead-letter.ts';
import type { Death } from './death.ts';
import type { DeathClass } from './death-classes.ts';
import { type StreamRange, streamRanges } from './stream-ranges.ts';
import {
  bucketOf,
  peaksIn,
  type TimeBucket,
  type TimePattern,
  timeBuckets,
  timePattern,
} from './time-pattern.ts';

/** A time in which something that the consumer needs was down, from an alarm or from metrics. ISO 8601 UTC. */
export interface Outage {
  readonly of: string;
  readonly from: string;
  /** Null: it still is. */
  readonly until: string | null;
}

export interface ClassifyOptions {
  readonly retentionSeconds: number;
  /** Null: nobody looked. An empty list says that all was well. */
  readonly outages?: readonly Outage[] | null;
  /** When the consumer was deployed or configured, ISO 8601 UTC. */
  readonly changesAt?: readonly string[];
  /** Digests of messages that were put back before without a mark. */
  readonly remembered?: ReadonlySet<string>;
}

/** Deaths of one cause. */
export interface DeathGroup {
  readonly signature: string;
  readonly class: DeathClass;
  /** 0 to 1: how much speaks for the class. Of `unknown` it is what the likeliest class had. */
  readonly confidence: number;
  /** What spoke for and against it, for people. */
  readonly reasons: readonly string[];
  readonly count: number;
  readonly firstAt: string | null;
  readonly lastAt: string | null;
  /** When the first of them is thrown away. */
  readonly firstExpiresAt: string | null;
  readonly pattern: TimePattern;
  readonly buckets: readonly TimeBucket[];
  /** Put back once and dead again. */
  readonly diedTwice: number;
  readonly shape: string;
  readonly strategy: Death['strategy'];
  readonly bodyShape: string;
  /** Where the records are to which they point; none where they are what died. */
  readonly streams: readonly StreamRange[];
  /** One of them as people may read it, masked. */
  readonly sample: string;
  readonly messageIds: readonly string[];
}

/** Below it a class is not named: what is not known is not put back. */
const leastConfidence = 0.6;
const saidByCode = 0.7;
const saidByWords = 0.6;
const agrees = 0.2;
const contradicts = 0.25;
const ambiguous = 0.15;
const byTime = 0.1;
/** More of a reason is not read: it may be as long as a message. */
const longestReason = 4000;
/** A change counts as the beginning of deaths that begin so soon after it. */
const changeMs = 10 * 60_000;

/**
 * Deaths of the same signature together, largest group first, each with its class or with `unknown`. Those of an outage are a group of
 * their own beside those that go on all along: they may have another cause although they say the same.
 */
export function classifyDeaths(deaths: readonly Death[], options: ClassifyOptions): readonly DeathGroup[] {
  return [...Map.groupBy(deaths, ({ signature }) => signature)]
    .flatMap(([signature, members]) => {
      const peaks = peaksIn(members.flatMap(({ at }) => at ?? []));
      const parts = Map.groupBy(members, ({ at }) => peaks.has(bucketOf(at ?? '') ?? ''));
      return [...parts.values()].map((part) => groupOf(signature, part, options));
    })
    .sort((a, b) => b.count - a.count || (a.signature < b.signature ? -1 : 1));
}

function groupOf(signature: string, members: readonly Death[], options: ClassifyOptions): DeathGroup {
  const [first] = members;
  if (first === undefined) throw new Error('A group has no deaths');
  const times = members.flatMap(({ at }) => at ?? []).sort();
  const expiries = members.flatMap(({ letter }) => expiresAt(letter, options.retentionSeconds) ?? []).sort();
  const pattern = timePattern(times);
  const isRepeat = ({ letter }: Death): boolean =>
    diedTwice(letter) || options.remembered?.has(bodyDigest(letter)) === true;
  const twice = members.filter(isRepeat).length;
  return {
    signature,
    ...judge(first, { times, pattern, twice, options }),
    count: members.length,
    firstAt: times[0] ?? null,
    lastAt: times.at(-1) ?? null,
    firstExpiresAt: expiries[0] ?? null,
    pattern,
    buckets: timeBuckets(times),
    diedTwice: twice,
    shape: first.shape,
    strategy: first.strategy,
    bodyShape: first.bodyShape,
    streams: first.strategy === 'reread' ? streamRanges(members.map(({ letter }) => letter.body)) : [],
    sample: first.sample,
    messageIds: members.map(({ letter }) => letter.id),
  };
}

interface Circumstances {
  readonly times: readonly string[];
  readonly pattern: TimePattern;
  readonly twice: number;
  readonly options: ClassifyOptions;
}

function judge(
  death: Death,
  circumstances: Circumstances,
): Pick<DeathGroup, 'class' | 'confidence' | 'reasons'> {
  const { reason, bodyShape } = death;
  const brokenBody = bodyShape === 'broken JSON';
  if (reason === null) {
    const reasons = ['nothing says why they died: neither the messages nor the logs'];
    return {
      class: 'unknown',
      confidence: 0,
      reasons: brokenBody ? [...reasons, 'their bodies are broken JSON'] : reasons,
    };
  }
  const said = `${reason.code ?? ''} ${reason.text}`.slice(0, longestReason);
  const speaking = classRules.flatMap((rule) => {
    const byCode = reason.code !== null && rule.codes.test(reason.code);
    return byCode || rule.words.test(said) ? [{ rule, byCode }] : [];
  });
  // A code is chosen by a program; words may be about anything.
  const chosen = speaking.find(({ byCode }) => byCode) ?? speaking[0];
  if (chosen === undefined) {
    return {
      class: 'unknown',
      confidence: 0,
      reasons: [`nothing in "${death.sample}" says what kind of failure it is`],
    };
  }
  const reasons: string[] = [`"${death.sample}" (${death.reasonFrom})`];
  let confidence = chosen.byCode ? saidByCode : saidByWords;
  const weigh = (weight: number, because: string): void => {
    confidence += weight;
    reasons.push(because);
  };
  if (speaking.length > 1 && !chosen.byCode) {
    const others = speaking.filter((other) => other !== chosen).map(({ rule }) => rule.class);
    weigh(-ambiguous, `it may also speak of ${others.join(', ')}`);
  }
  if (death.reasonFrom === 'logs of that time') weigh(-byTime, 'no line of the log names one of them');
  weighTime(chosen.rule, circumstances, weigh);
  weighCircumstances(chosen.rule, brokenBody, circumstances, weigh);
  const sure = Math.round(Math.min(1, Math.max(0, confidence)) * 100) / 100;
  return { class: sure >= leastConfidence ? chosen.rule.class : 'unknown', confidence: sure, reasons };
}

type Weigh = (weight: number, because: string) => void;

function weighTime(
  { usual, contradicts: against }: ClassRule,
  { pattern, times }: Circumstances,
  weigh: Weigh,
): void {
  if (pattern === 'unclear') return;
  const shown =
    pattern === 'burst' ? 'they died within minutes' : `they died all along (${times.length} deaths)`;
  if (against.includes(pattern)) weigh(-contradicts, `${shown}, which speaks against it`);
  else if (usual.includes(pattern)) weigh(agrees / 2, shown);
}

/** What others saw at that time. */
function weighCircumstances(
  rule: ClassRule,
  brokenBody: boolean,
  circumstances: Circumstances,
  weigh: Weigh,
): void {
  const { times, twice, options } = circumstances;
  if (rule.class === 'schema' && brokenBody) weigh(agrees, 'their bodies are broken JSON');
  if (rule.class === 'poison' && twice > 0)
    weigh(agrees, `${twice} of them were put back before and died again`);
  if (rule.class === 'dependency' && options.outages != null) {
    const within = times.filter((at) => options.outages?.some((outage) => isWithin(at, outage)) === true);
    const share = times.length === 0 ? 0 : within.length / times.length;
    const names = [...new Set(options.outages.map(({ of }) => of))].join(', ');
    if (share >= 0.8) weigh(agrees, `${names} was down then`);
    else if (share === 0) weigh(-contradicts, 'nothing that the consumer needs was down then');
  }
  const first = Date.parse(times[0] ?? '');
  const change = options.changesAt?.find(
    (at) => first >= Date.parse(at) && first - Date.parse(at) <= changeMs,
  );
  if (rule.class === 'schema' && change !== undefined)
    weigh(agrees / 2, `they began after the change at ${change}`);
}

function isWithin(at: string, { from, until }: Outage): boolean {
  return at >= from && (until === null || at <= until);
}
