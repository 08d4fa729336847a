import type { Change, ChangeKind } from '../../records/evidence.ts';
import type { SuspectFactor } from '../../records/plan.ts';
import type { Onset } from './onset.ts';
import type { WeighedExplanation } from './other-explanations.ts';
import type { ServiceDistances } from './service-distance.ts';
import { tenth } from './tenth.ts';

/** A change that was in effect so long before the onset did not cause it by itself; also how far back a coincidence may lie. */
export const windowSeconds = 4 * 3600;
/** Half of what changes break shows within ten minutes; the rest ever more slowly, as caches expire and leaks fill. */
const medianDelaySeconds = 600;
/** Clocks of different systems differ. */
const clockSeconds = 60;

/**
 * Before anything is known of it, a change in the window is the cause with odds of two to five: about 70 % of outages come from a change
 * (https://sre.google/workbook/postmortem-analysis/), and mostly one or two are in the window.
 */
export const prior: SuspectFactor = {
  name: 'prior',
  points: -4,
  text: 'a change in the hours before is the cause with odds of 2 to 5',
};

/** How far the change lies before the onset in seconds, negative after it; null when its time is not known. */
export function ageOf({ at }: Change, onset: Onset): number | null {
  const age = (onset.at.getTime() - Date.parse(at)) / 1000;
  return Number.isFinite(age) ? age : null;
}

/** How long after the onset a change may still have come first. */
export function toleranceSeconds({ plainAfterSeconds }: Onset): number {
  return plainAfterSeconds + clockSeconds;
}

/**
 * How much likelier this delay is for a cause than for a coincidence. A coincidence lies anywhere in the window, 1/W; of causes
 * half show within the median delay M, with the density M/(M+t)². The ratio is W/M · (1 + t/M)⁻².
 */
export function delayFactor(ageSeconds: number, onset: Onset): SuspectFactor {
  const delay = Math.max(0, ageSeconds);
  const ratio = (windowSeconds / medianDelaySeconds) * (1 + delay / medianDelaySeconds) ** -2;
  // Within the onset's period it may have come first; before the degradation was plain, if what came earlier was chance; later only if the
  // clocks are wrong.
  const late = ageSeconds >= -onset.withinSeconds ? 0 : ageSeconds >= -onset.plainAfterSeconds ? 3 : 6;
  return {
    name: 'delay',
    points: tenth(10 * Math.log10(ratio) - late),
    text:
      ageSeconds < 0
        ? 'took effect at the onset'
        : `took effect ${durationLabel(ageSeconds)} before the onset`,
  };
}

/** The alert comes some time after the degradation: half of the odds; and half again when the metrics do not show it. */
export function onsetFactor({ source, unseen }: Onset): SuspectFactor {
  const factor = (points: number, text: string): SuspectFactor => ({ name: 'onset', points, text });
  if (source === 'measured') return factor(0, 'the onset was measured');
  return unseen
    ? factor(-6, "the onset is the alert's own time, and no metric shows it yet")
    : factor(-3, "the onset is the alert's own time");
}

/** Every hop takes two thirds of the odds away; what is not needed at all hardly ever matters. */
export function distanceFactor({ service }: Change, distances: ServiceDistances): SuspectFactor {
  const hops = distances.get(service);
  const factor = (points: number, text: string): SuspectFactor => ({ name: 'distance', points, text });
  if (hops === undefined)
    return factor(-20, `is a change to ${service}, which the service does not depend on`);
  if (hops === 0) return factor(0, 'is a change to the failing service itself');
  return factor(
    -5 * hops,
    `is a change to ${service}, which the service depends on${hops === 1 ? '' : ` through ${hops - 1} other`}`,
  );
}

/** A stack update often changes nothing that runs. Code, flags and configuration are about alike in postmortems (37 % and 31 %). */
const kindPoints: Readonly<Partial<Record<ChangeKind, number>>> = { 'stack-update': -2 };

export function kindFactor({ kind }: Change): SuspectFactor {
  return { name: 'kind', points: kindPoints[kind] ?? 0, text: `is a ${kind.replaceAll('-', ' ')}` };
}

/** Sources count different things, so that only the order of magnitude counts, and not much: ten is usual. */
export function sizeFactor({ size }: Change): SuspectFactor | null {
  if (size === null || !(size.count >= 0)) return null;
  const points = tenth(Math.min(2, Math.max(-1, Math.log10(Math.max(1, size.count)) - 1)));
  return {
    name: 'size',
    points,
    text: `changes ${size.count} ${size.count === 1 ? size.of.replace(/s$/, '') : size.of}`,
  };
}

/** What is usual, worth ten changes: one in ten does harm. https://dora.dev/guides/dora-metrics-four-keys/ */
const usual = { changes: 10, harmful: 1 };

export function trackRecordFactor({ trackRecord }: Change): SuspectFactor | null {
  if (trackRecord === null || !(trackRecord.changes > 0)) return null;
  const changes = trackRecord.changes;
  const harmful = Math.min(changes, Math.max(0, trackRecord.harmful));
  const rate = (harmful + usual.harmful) / (changes + usual.changes);
  const points = 10 * Math.log10(rate / (usual.harmful / usual.changes));
  return {
    name: 'track-record',
    points: tenth(Math.min(5, Math.max(-3, points))),
    text: `${harmful} of its ${changes} previous changes caused harm`,
  };
}

/** A change that reaches a tenth of the requests does not make half of them fail. */
export function shareFactor({ share }: Change, failingPercent: number | null): SuspectFactor | null {
  if (share === undefined || !(share > 0 && share < 1)) return null;
  const text = `reaches ${Math.round(share * 100)} % of the requests`;
  const tooMany = failingPercent !== null && failingPercent > 150 * share;
  return tooMany
    ? { name: 'share', points: -8, text: `${text}, but ${Math.round(failingPercent)} % fail` }
    : { name: 'share', points: 0, text };
}

/** What else it may be takes as much from every change, except from those to the very service that is at fault. */
export function otherExplanationFactor(
  { service, kind }: Change,
  explanation: WeighedExplanation | null,
): SuspectFactor | null {
  if (explanation === null) return null;
  const { points, text, alike = [] } = explanation;
  if (alike.includes(kind)) {
    return {
      name: 'other-explanation',
      points: 0,
      text: `a bad ${kind.replaceAll('-', ' ')} shows like this`,
    };
  }
  return explanation.service === service
    ? { name: 'other-explanation', points: 0, text: `the fault is in ${service}` }
    : { name: 'other-explanation', points: -points, text: lowerFirst(text) };
}

export function durationLabel(seconds: number): string {
  if (seconds < 90) return `${Math.round(seconds)} s`;
  if (seconds < 5400) return `${Math.round(seconds / 60)} min`;
  return seconds < 172_800 ? `${Math.round(seconds / 3600)} h` : `${Math.round(seconds / 86_400)} days`;
}

function lowerFirst(text: string): string {
  return text.charAt(0).toLowerCase() + text.slice(1);
}
