import { contentHash } from '../../content-hash.ts';
import { publicNameOf } from '../../policy/people/used-status-pages.ts';
import type { PeoplePolicy } from '../../policy/policy.ts';
import type { Incident } from '../../records/incident.ts';
import {
  newestRelease,
  type PublicImpact,
  type PublicState,
  type PublicStatus,
  type PublicText,
} from '../../records/public-status/public-status.ts';
import type { RecordedFacts } from '../../records/recorded-facts.ts';
import type { Severity, Symptom } from '../../records/severity.ts';
import type { TimelineEntry } from '../../records/timeline.ts';
import { clockTime } from '../labels/clock-time.ts';
import { durationLabel } from '../labels/duration-label.ts';
import { incidentTimes } from '../times/incident-times.ts';

/** What could be released now. */
export interface StatusDraft extends PublicText {
  /** Of its content: a release names the draft that the person has read. */
  readonly id: string;
  /** When it began, as far as is known. */
  readonly startedAt: string;
  /** What the public calls the service. */
  readonly name: string;
}

/** What own words of a person are put on. */
export type StatusBase = Omit<StatusDraft, 'id'>;

/** A draft, or why there is none, for people. Without a base nothing may be published at all. */
export type Drafted =
  | { readonly draft: StatusDraft; readonly base: StatusBase; readonly why: null }
  | { readonly draft: null; readonly base: StatusBase | null; readonly why: string };

export type DraftedRecord = Pick<RecordedFacts, 'incident' | 'alerts' | 'evidence' | 'steps'>;

/**
 * What can be said to the public, of recorded facts alone: the public name of the service, what kind of failure, since when, how far.
 * No internal name, no tenant, no number and no text of an alert is in it. None of a security-sensitive incident, nor of one whose service
 * has no public name.
 */
export function draftStatus(
  record: DraftedRecord,
  timeline: readonly TimelineEntry[],
  { people, known }: { readonly people: PeoplePolicy; readonly known: PublicStatus | null },
): Drafted {
  const { incident } = record;
  const name = publicNameOf(people, incident);
  const why = whyNothing(incident, people);
  if (why !== null || name === null) return { draft: null, base: null, why: why ?? noName(incident) };
  const { moments } = incidentTimes(record, timeline);
  const startedAt = moments.started.at ?? moments.detected.at ?? incident.openedAt;
  const state = stateOf(record);
  const base = {
    state,
    impact: impacts[incident.severity],
    title: `${name}: ${symptomWords[incident.symptom]}`,
    text: sentences(state, { record, name, startedAt, endedAt: moments.mitigated.at }),
    startedAt,
    name,
  };
  if (incident.status === 'closed' && incident.outcome === 'unattended') {
    const unsure = 'it was closed because nobody attended to it: whether it is over is not on record';
    return { draft: null, base, why: unsure };
  }
  if (known !== null && isSame(newestRelease(known), base)) {
    return { draft: null, base, why: 'nothing has changed since the last release' };
  }
  return { draft: { ...base, id: draftIdOf(incident.id, base, known) }, base, why: null };
}

/** The same content after the same releases is the same draft, whenever it is looked at. */
function draftIdOf(incidentId: string, said: PublicText, known: PublicStatus | null): string {
  const { state, impact, title, text } = said;
  const after = known?.releases.length ?? 0;
  return `drf_${contentHash({ incidentId, state, impact, title, text, after }).slice(0, 12)}`;
}

function whyNothing(incident: Incident, people: PeoplePolicy): string | null {
  if (people.publicStatus === undefined) return 'people.yaml names no status page';
  return incident.sensitive ? 'it is security-sensitive: nothing is ever published about it' : null;
}

function noName({ service, environment }: Incident): string {
  return `${service} in ${environment} has no public name under publicStatus in people.yaml`;
}

/** Severity in the words of status pages, mapped once. */
const impacts: Readonly<Record<Severity, PublicImpact>> = { SEV1: 'critical', SEV2: 'major', SEV3: 'minor' };

const symptomWords: Readonly<Record<Symptom, string>> = {
  availability: 'errors',
  performance: 'slow responses',
  dlq: 'delayed processing',
  auth: 'problems signing in',
  agents: 'assistant not working as usual',
  'data-corruption': 'incorrect data',
  security: 'disruption',
  unknown: 'disruption',
};

/** Something was changed and is being watched; else whether a cause is on record. */
function stateOf({ incident, steps }: DraftedRecord): PublicState {
  if (incident.status === 'closed') return 'resolved';
  if (incident.status === 'verifying' && standingSince(steps) !== null) return 'monitoring';
  return incident.assessment?.culprit == null ? 'investigating' : 'identified';
}

/** When the newest change that has not been undone was made. */
function standingSince(steps: DraftedRecord['steps']): string | null {
  const times = steps.flatMap(({ result, undo }) =>
    result?.outcome === 'done' && undo?.outcome !== 'undone' ? [result.at] : [],
  );
  return times.toSorted().at(-1) ?? null;
}

interface Said {
  readonly record: DraftedRecord;
  readonly name: string;
  readonly startedAt: string;
  readonly endedAt: string | null;
}

function sentences(state: PublicState, { record, name, startedAt, endedAt }: Said): string {
  const { incident, steps } = record;
  const what = symptomSentences[incident.symptom](name);
  const since = dayTime(startedAt);
  switch (state) {
    case 'investigating':
      return `${what} since ${since}. We are investigating.`;
    case 'identified':
      return `${what} since ${since}. We have found a likely cause and are working on it.`;
    case 'monitoring': {
      const at = standingSince(steps);
      const done = at === null ? 'A change was made' : `At ${dayTime(at)} a change was made that should help`;
      return `${what} since ${since}. ${done}; we are watching whether ${name} recovers.`;
    }
    case 'resolved': {
      if (endedAt === null) return `This incident, which began at ${since}, is over.`;
      const took = durationLabel(Date.parse(endedAt) - Date.parse(startedAt));
      return `${name} has been working as usual again since ${dayTime(endedAt)}. The incident began at ${since} and lasted ${took}.`;
    }
    default:
      return state satisfies never;
  }
}

const symptomSentences: Readonly<Record<Symptom, (name: string) => string>> = {
  availability: (name) => `Some requests to ${name} have been failing`,
  performance: (name) => `${name} has been responding more slowly than usual`,
  dlq: (name) => `${name} has been processing some work late`,
  auth: (name) => `Some people have been unable to sign in to ${name}`,
  agents: (name) => `${name} has not been working as usual`,
  'data-corruption': (name) => `${name} may have been showing incorrect data`,
  security: (name) => `${name} has been disrupted`,
  unknown: (name) => `${name} has been disrupted`,
};

/** Always with its day: it is read later, too. */
function dayTime(at: string): string {
  return clockTime(at, '');
}

function isSame(a: PublicText, b: PublicText): boolean {
  return a.state === b.state && a.impact === b.impact && a.title === b.title && a.text === b.text;
}
