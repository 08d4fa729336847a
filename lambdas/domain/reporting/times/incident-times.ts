import { commandKind, commands } from '../../records/command.ts';
import { readingsOf } from '../../records/evidence.ts';
import type { RecordedFacts } from '../../records/recorded-facts.ts';
import type { TimelineEntry } from '../../records/timeline.ts';
import { findOnset } from '../../triage/suspects/onset.ts';
import { newestOf } from '../timeline/finding-entries.ts';
import type { DurationName, MomentName } from './moment-names.ts';

/** When it was, by which entry of the timeline, and how that is known; or why nobody knows. */
export type Moment =
  | { readonly at: string; readonly entry: string; readonly how: string }
  | { readonly at: null; readonly entry: null; readonly why: string };

export interface IncidentTimes {
  readonly moments: Readonly<Record<MomentName, Moment>>;
  /** Null where one of its two moments is not known. */
  readonly seconds: Readonly<Record<DurationName, number | null>>;
}

type Facts = Pick<RecordedFacts, 'incident' | 'alerts' | 'evidence'>;

/** When an incident started, was detected, acknowledged, mitigated and resolved, out of its projected timeline. Nothing is guessed. */
export function incidentTimes(facts: Facts, timeline: readonly TimelineEntry[]): IncidentTimes {
  const detected = detectedMoment(timeline);
  const moments = {
    started: startedMoment(facts, timeline, detected.at),
    detected,
    acknowledged: acknowledgedMoment(facts, timeline),
    mitigated: mitigatedMoment(facts, timeline),
    resolved: resolvedMoment(facts, timeline),
  };
  const { started, acknowledged, mitigated, resolved } = moments;
  return {
    moments,
    seconds: {
      detect: between(started, detected),
      acknowledge: between(detected, acknowledged),
      mitigate: between(started, mitigated),
      resolve: between(started, resolved),
    },
  };
}

function startedMoment(
  { alerts, evidence, incident }: Facts,
  timeline: readonly TimelineEntry[],
  detectedAt: string | null,
): Moment {
  const until = detectedAt ?? incident.openedAt;
  const gathered = newestOf(timeline, 'evidence.gathered:metrics');
  const onset = findOnset(readingsOf(evidence), new Date(until));
  if (onset?.source === 'measured' && gathered !== undefined) {
    const at = onset.at.toISOString();
    // What left its baseline only after somebody noticed is not how it began.
    if (at <= until) return known(gathered, 'a metric left its baseline then', at);
  }
  const [first] = alerts
    .flatMap(({ alert: { source, fingerprint, startsAt } }) => {
      const entry = timeline.find(({ id }) => id === `alert.seen:${source}:${fingerprint}`);
      return entry === undefined || startsAt === null || startsAt > until ? [] : [{ entry, startsAt }];
    })
    .toSorted((a, b) => (a.startsAt < b.startsAt ? -1 : 1));
  if (first !== undefined) return known(first.entry, 'the alert says so', first.startsAt);
  return unknown('no metric shows when it began, and no alert says so');
}

function detectedMoment(timeline: readonly TimelineEntry[]): Moment {
  const alert = earliest(timeline, ['alert.seen']);
  if (alert !== undefined) return known(alert, 'the first alert came in');
  const opened = earliest(timeline, ['incident.opened']);
  return opened === undefined
    ? unknown('nothing tells what it was opened for')
    : known(opened, 'the incident was opened');
}

/** Whatever a person says or decides shows that somebody has it. */
const answers: readonly string[] = [
  ...commands.map(commandKind),
  'approval.agreed',
  'approval.decided',
  'approval.withdrawn',
];

function acknowledgedMoment({ incident }: Facts, timeline: readonly TimelineEntry[]): Moment {
  const byPeople = timeline.filter(({ actor }) => actor.startsWith('person:'));
  const answer = earliest(byPeople, answers);
  if (answer !== undefined) return known(answer, 'the first that a person said or decided');
  if (incident.status !== 'closed') return unknown('nobody has answered so far');
  return unknown('it was over before anybody answered');
}

function mitigatedMoment({ incident, alerts }: Facts, timeline: readonly TimelineEntry[]): Moment {
  const isRecovered = ({ data }: TimelineEntry) => data['state'] === 'recovered';
  const verified = earliest(timeline.filter(isRecovered), ['step.verified']);
  if (verified !== undefined) return known(verified, 'the recovery after an action was verified');
  if (incident.status !== 'closed') return unknown('it is not known to be over');
  const closed = earliest(timeline, ['incident.closed']);
  if (incident.outcome === 'recovered' && closed !== undefined) {
    return known(closed, 'the recovery without an action was verified');
  }
  const isOver = alerts.length > 0 && alerts.every(({ alert }) => alert.status === 'resolved');
  const lastResolved = timeline.filter(({ kind }) => kind === 'alert.resolved').at(-1);
  if (isOver && lastResolved !== undefined && lastResolved.at <= incident.closedAt) {
    return known(lastResolved, 'the last of its alerts resolved');
  }
  return unknown('no recovery was measured, and alerts were left');
}

function resolvedMoment({ incident }: Facts, timeline: readonly TimelineEntry[]): Moment {
  if (incident.status !== 'closed') return unknown('it is not closed');
  const closed = earliest(timeline, ['incident.closed']);
  if (incident.outcome === 'unattended') return unknown('it was closed because nobody attended to it');
  if (closed === undefined) return unknown('nothing tells when it was closed');
  return known(
    closed,
    incident.outcome === 'recovered' ? 'it was closed as recovered' : 'a person resolved it',
  );
}

function earliest(timeline: readonly TimelineEntry[], kinds: readonly string[]): TimelineEntry | undefined {
  return timeline
    .filter(({ kind }) => kinds.includes(kind))
    .reduce<TimelineEntry | undefined>(
      (first, each) => (first === undefined || each.at < first.at ? each : first),
      undefined,
    );
}

function known({ id, at }: TimelineEntry, how: string, when = at): Moment {
  return { at: when, entry: id, how };
}

function unknown(why: string): Moment {
  return { at: null, entry: null, why };
}

/** Two machines' clocks may differ: never less than nothing. */
function between(from: Moment, until: Moment): number | null {
  if (from.at === null || until.at === null) return null;
  return Math.max(0, Math.round((Date.parse(until.at) - Date.parse(from.at)) / 1000));
}
