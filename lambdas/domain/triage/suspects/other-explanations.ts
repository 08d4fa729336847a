import type { ChangeKind, LogsEvidence, MetricName, MetricReading } from '../../records/evidence.ts';
import type { Explanation, ExplanationKind } from '../../records/text/explanation.ts';
import { utcMinute } from '../../utc-minute.ts';
import { type GrownPattern, grownPatterns, names, type Speech, speaksOf } from './log-signs.ts';
import { isRise, type Onset } from './onset.ts';
import type { ServiceDistances } from './service-distance.ts';
import { tenth } from './tenth.ts';

/** What may speak for something other than a change. */
export interface ExplanationInput {
  /** Null when the metrics are calm. */
  readonly onset: Onset | null;
  readonly readings: readonly MetricReading[];
  readonly logs: LogsEvidence | null;
  readonly distances: ServiceDistances;
  /** Services, other than the failing one, that have an open incident of their own. */
  readonly degraded: readonly string[];
  /** Every alert has resolved. */
  readonly alertsResolved: boolean;
}

/** An explanation with the weight of its signs; `service` is the dependency that it names. */
export interface WeighedExplanation extends Explanation {
  readonly points: number;
  readonly service: string | null;
  /** Changes of these kinds look just like it. */
  readonly alike?: readonly ChangeKind[];
}

interface Sign {
  readonly points: number;
  readonly text: string;
}

/** However much speaks for it, a change with better evidence of its own stays possible. */
const mostPoints = 16;
/** Said where the changes are known. */
export const notAChange = ', not a change';
/** Less than this is not much of an explanation: odds of about three. */
export const leastPoints = 5;
/** Traffic varies by a third without anybody noticing. */
const leastRise = 1.3;
/** Capacity used from which requests wait. Google SRE book, "Handling Overload", and queueing theory agree on about this. */
const fullPercent = 90;

/**
 * What else than a change may have caused the degradation, most likely first. The points of all signs of one explanation add up.
 * Made of metrics, logs and other incidents only: the changes have no part in it.
 */
export function otherExplanations(input: ExplanationInput): readonly WeighedExplanation[] {
  const { onset } = input;
  if (onset === null) return [quiet(input)];
  const grown = grownPatterns(input.logs);
  const expired = said(grown, 'expiry', 6, 8, 'say that a credential or certificate expired');
  const refused = said(grown, 'refused-authentication', 2, 4, 'are refusals at authentication');
  return [
    ...dependencies(input, grown),
    weigh('saturation', 'saturation', saturation(input, onset, grown)),
    weigh('poison-messages', 'poison messages', poison(input, grown)),
    {
      ...weigh(
        'expired-credential',
        expired.length === 0 ? 'credentials that are refused' : 'an expired credential',
        [...expired, ...refused],
      ),
      // A credential that a rotation replaced is refused as well, but nobody says that it expired.
      ...(expired.length === 0 ? { alike: ['secret-rotation'] as const } : {}),
    },
    weigh('provider-outage', 'an outage of the model provider', [
      ...said(grown, 'provider', 6, 8, 'come from the model provider'),
    ]),
  ]
    .filter(({ points }) => points > 0)
    .toSorted((a, b) => b.points - a.points || (a.text < b.text ? -1 : 1));
}

function weigh(
  kind: ExplanationKind,
  name: string,
  signs: readonly Sign[],
  service: string | null = null,
): WeighedExplanation {
  const points = Math.min(
    mostPoints,
    signs.reduce((sum, sign) => sum + sign.points, 0),
  );
  const reasons = signs.map(({ text }) => text).join('; ');
  return { kind, points: tenth(points), text: `Looks like ${name}${notAChange}: ${reasons}`, service };
}

/** Each dependency by itself, and failures to reach one that the messages do not name. */
function dependencies(
  { distances, degraded }: ExplanationInput,
  grown: readonly GrownPattern[],
): readonly WeighedExplanation[] {
  const needed = [...distances].filter(([, hops]) => hops > 0).map(([id]) => id);
  const named = needed.map((id) => {
    const about = grown.filter(({ pattern }) => names(pattern, id));
    return weigh(
      'dependency-outage',
      `an outage of ${id}`,
      [
        ...said(about, 'unreachable', 6, 8, `are failures to reach ${id}`),
        ...said(about, 'no-capacity', 6, 8, `are refusals by ${id}`),
        ...(degraded.includes(id) ? [{ points: 8, text: `${id} has an open incident of its own` }] : []),
      ],
      id,
    );
  });
  const nameless = grown.filter(({ pattern }) => !needed.some((id) => names(pattern, id)));
  return [
    ...named,
    weigh('dependency-outage', 'an outage of something it depends on', [
      ...said(nameless, 'unreachable', 3, 4, 'are failures to reach something else'),
    ]),
  ];
}

/** More traffic counts only when it came with the degradation or before it: retries come after. */
function saturation(
  { readings }: ExplanationInput,
  onset: Onset,
  grown: readonly GrownPattern[],
): readonly Sign[] {
  const rise = risen(readings, onset);
  const full = readings.filter(({ name, onsetAt }) => name === 'saturation' && onsetAt !== null);
  const used = Math.max(0, ...full.map(({ current }) => current ?? 0));
  const signs = [
    ...(used < fullPercent ? [] : [{ points: 3, text: `${Math.round(used)} % of the capacity is used` }]),
    ...said(grown, 'no-capacity', 2, 3, 'point to a lack of capacity'),
  ];
  // Without more traffic a change may be what uses the capacity up.
  return rise === null ? signs.map((sign) => ({ ...sign, points: sign.points / 2 })) : [rise, ...signs];
}

function risen(readings: readonly MetricReading[], onset: Onset): Sign | null {
  const rises = readings.flatMap((reading) => {
    const { current, baseline, onsetAt, periodSeconds } = reading;
    const lead = (onset.at.getTime() - Date.parse(onsetAt ?? '')) / 1000;
    const usual = baseline?.median ?? 0;
    if (!isRise(reading) || current === null || usual <= 0 || !(lead >= -periodSeconds)) return [];
    const times = current / usual;
    if (!(times >= leastRise)) return [];
    // As many points as there is more traffic: twice the traffic is 3, ten times is 10.
    const points = 6 + Math.min(6, 10 * Math.log10(times)) + (lead >= periodSeconds ? 2 : 0);
    return [{ points, text: `traffic is ${times.toPrecision(2)} times the usual, since ${timeOf(onsetAt)}` }];
  });
  return rises.toSorted((a, b) => b.points - a.points || (a.text < b.text ? -1 : 1))[0] ?? null;
}

/** Dead letters without failing requests: single messages cannot be processed, the code works. */
function poison({ readings }: ExplanationInput, grown: readonly GrownPattern[]): readonly Sign[] {
  if (!hasLeft(readings, 'dlqDepth')) return [];
  const calm = readings.some(({ name }) => name === 'errorRate') && !hasLeft(readings, 'errorRate');
  return [
    ...(calm ? [{ points: 6, text: 'dead letters pile up while the error rate is as usual' }] : []),
    ...said(grown, 'malformed-message', 3, 4, 'point to malformed messages'),
  ];
}

/** Calm metrics: over, or never anything. */
function quiet({ readings, alertsResolved }: ExplanationInput): WeighedExplanation {
  const over = alertsResolved || readings.some(cameBack);
  return {
    kind: over ? 'recovered' : 'noise',
    points: mostPoints,
    text: over
      ? 'It seems to be over: every metric is back at its baseline'
      : 'Looks like noise: no metric has left its baseline',
    service: null,
  };
}

/** So many deviations from the median, and at least half of it, are no chance. */
const farDeviations = 10;
function cameBack({ points, baseline }: MetricReading): boolean {
  if (baseline === null) return false;
  const far = Math.max(farDeviations * baseline.deviation, Math.abs(baseline.median) / 2, 1);
  return points.slice(-30).some(({ value }) => value !== null && Math.abs(value - baseline.median) > far);
}

function hasLeft(readings: readonly MetricReading[], metric: MetricName): boolean {
  return readings.some(({ name, onsetAt }) => name === metric && onsetAt !== null);
}

/** `least` points, and up to `more` by the part of the errors that say it. */
function said(
  grown: readonly GrownPattern[],
  what: Speech,
  least: number,
  more: number,
  text: string,
): readonly Sign[] {
  const share = grown
    .filter(({ pattern }) => speaksOf(pattern) === what)
    .reduce((sum, each) => sum + each.share, 0);
  if (share === 0) return [];
  return [
    { points: least + more * share, text: `${Math.round(share * 100)} % of the logged errors ${text}` },
  ];
}

function timeOf(at: string | null): string {
  return at === null ? 'a while' : utcMinute(at);
}
