import { instantOf } from '../../instant.ts';
import type { MetricName } from '../../records/evidence.ts';
import type { Echo } from '../../records/step-record.ts';

/** Something that automation changed and that is still so, in whichever incident. */
export interface ChangeInPlace {
  readonly incidentId: string;
  readonly service: string;
  /** Null where policy does not know the service. */
  readonly region: string | null;
  readonly action: string;
  readonly resource: string;
  /** When it was done. */
  readonly at: string;
  /** Of the service's capacity, taken away by it; 0 where none is, or it is not known. */
  readonly capacityPercent: number;
  readonly echoes: readonly Echo[];
  /** Until when it is meant to stay; null when that is open. */
  readonly expiresAt: string | null;
}

export interface EchoInput {
  readonly incidentId: string;
  /** Null when policy does not know it. */
  readonly service: string | null;
  /** What is bad in the incident's evidence. */
  readonly degradedMetrics: readonly MetricName[];
  readonly changesInPlace: readonly ChangeInPlace[];
  readonly now: Date;
}

/** An echo of what has no end of its own fades within this. */
const fadesWithinMinutes = 30;

/**
 * The action of another incident that said it would cause all that is bad in this one; null when there is none. What nobody announced is
 * never an echo, however much else is.
 */
export function echoOf(input: EchoInput): { readonly change: ChangeInPlace; readonly text: string } | null {
  const { incidentId, service, degradedMetrics, changesInPlace, now } = input;
  if (degradedMetrics.length === 0) return null;
  for (const change of changesInPlace) {
    if (change.incidentId === incidentId || change.service !== service || !isHeard(change, now)) continue;
    const heard = degradedMetrics.map((metric) => change.echoes.find((each) => each.metric === metric));
    if (heard.some((echo) => echo === undefined)) continue;
    const because = heard.flatMap((echo) => echo?.because ?? []);
    const text = `${change.action} on ${change.resource} (${change.incidentId}) announced it: ${[...new Set(because)].join('; ')}`;
    return { change, text };
  }
  return null;
}

function isHeard({ at, expiresAt }: ChangeInPlace, now: Date): boolean {
  const end = expiresAt === null ? instantOf(at) + fadesWithinMinutes * 60_000 : instantOf(expiresAt);
  return now.getTime() <= end + fadesWithinMinutes * 60_000;
}
