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

/** A metric that is bad, and which way it went. */
export interface Sound {
  readonly metric: MetricName;
  readonly goes: 'up' | 'down';
}

export interface EchoInput {
  /** What an incident's own actions cause is no echo to it; null where there is no incident. */
  readonly incidentId: string | null;
  /** Null when policy does not know it. */
  readonly service: string | null;
  /** All that is bad. */
  readonly sounds: readonly Sound[];
  readonly changesInPlace: readonly ChangeInPlace[];
  readonly now: Date;
}

export interface HeardEcho {
  readonly change: ChangeInPlace;
  readonly text: string;
  /** From then on it explains this no more. */
  readonly until: Date;
}

/** An echo of what has no end of its own fades within this; so much longer than its cause it is heard. */
const fadesWithinMinutes = 30;

/**
 * The action of another incident that said it would cause all that is bad in this one; null when there is none. What nobody announced is
 * never an echo, however much else is.
 */
export function echoOf({ incidentId, service, sounds, changesInPlace, now }: EchoInput): HeardEcho | null {
  if (sounds.length === 0) return null;
  for (const change of changesInPlace) {
    if (change.incidentId === incidentId || change.service !== service) continue;
    const heard = sounds.map((sound) =>
      change.echoes.find((echo) => explains(echo, sound) && now.getTime() < endOf(change, echo)),
    );
    const echoes = heard.filter((echo) => echo !== undefined);
    if (echoes.length < sounds.length) continue;
    const because = [...new Set(echoes.map((echo) => echo.because))].join('; ');
    return {
      change,
      text: `${change.action} on ${change.resource} (${change.incidentId}) announced it: ${because}`,
      until: new Date(Math.min(...echoes.map((echo) => endOf(change, echo)))),
    };
  }
  return null;
}

/** More traffic alone is no degradation; of every other metric a rise is one. */
export function soundsOf(degraded: readonly MetricName[]): readonly Sound[] {
  return degraded.map((metric) => ({ metric, goes: metric === 'traffic' ? 'down' : 'up' }));
}

function explains({ metric, goes }: Echo, sound: Sound): boolean {
  return metric === sound.metric && goes === sound.goes;
}

function endOf({ at, expiresAt }: ChangeInPlace, { fadesAfterMinutes }: Echo): number {
  const began = instantOf(at);
  if (fadesAfterMinutes !== undefined) return began + fadesAfterMinutes * 60_000;
  const end = expiresAt === null ? began + fadesWithinMinutes * 60_000 : instantOf(expiresAt);
  return end + fadesWithinMinutes * 60_000;
}
