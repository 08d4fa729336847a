import { commandKind } from '../../records/command.ts';
import { type Severity, type SeverityVerdict, severities } from '../../records/severity.ts';
import type { TimelineEntry } from '../../records/timeline.ts';
import { personOf } from '../../records/timeline.ts';

const raisedKind = 'severity.raised';
export const restrictedKind = 'incident.restricted';
const setKind = commandKind('set-severity');

/** What decided an incident's severity: a person's override, or a raise that was recorded. */
export interface SeverityDecision {
  readonly by: 'person' | 'firebreak';
  /** `person:<id>` or `firebreak:<handler>`. */
  readonly actor: string;
  readonly at: string;
  readonly severity: Severity;
  readonly entry: TimelineEntry;
}

/** Once per severity since a person set it last: a raise that is repeated finds its entry. */
export function raisedEntry(
  verdict: SeverityVerdict,
  {
    from,
    because,
    actor,
    since,
    now,
  }: {
    readonly from: Severity;
    /** `by a further alert` */
    readonly because: string;
    readonly actor: string;
    /** When a person set the severity, or null. */
    readonly since: string | null;
    readonly now: Date;
  },
): TimelineEntry {
  const { severity, symptom, reason, rule, values = [] } = verdict;
  return {
    id: `${raisedKind}:${severity}${since === null ? '' : `:${since}`}`,
    at: now.toISOString(),
    actor,
    kind: raisedKind,
    text: `${severity} instead of ${from}, ${because}. ${reason}`,
    data: {
      from,
      to: severity,
      symptom,
      rule,
      reason,
      values: values.map(({ path, value }) => `${path} = ${value}`),
    },
  };
}

/** The values that a raise was made of, as `path = value`. */
export function raisedValues({ data }: TimelineEntry): readonly string[] {
  const { values } = data;
  return Array.isArray(values) ? values.filter((value) => typeof value === 'string') : [];
}

export function restrictedEntry(actor: string, now: Date): TimelineEntry {
  return {
    id: restrictedKind,
    at: now.toISOString(),
    actor,
    kind: restrictedKind,
    text: 'Security-sensitive from now on: only the people whom policy names may see it, and approvals requested from others are void',
    data: {},
  };
}

/** Why the incident has the severity that a person gave it. */
export function overrideReason(actor: string, comment: string | null): string {
  return `Set by ${personOf(actor)}${comment === null ? '' : `: ${comment}`}`;
}

/** What a person said last, whether or not it was raised since; null when nobody did. */
export function findSeverityOverride(entries: readonly TimelineEntry[]): SeverityDecision | null {
  return lastSeverityDecision(entries.filter(({ kind }) => kind === setKind));
}

/** Whether anything was decided about an incident's severity or its sensitivity since it was declared. */
export function hasSeverityDecision(entries: readonly TimelineEntry[]): boolean {
  return lastSeverityDecision(entries) !== null || entries.some(({ kind }) => kind === restrictedKind);
}

/** Null when neither a person nor a raise decided it. */
export function lastSeverityDecision(entries: readonly TimelineEntry[]): SeverityDecision | null {
  const decisions = entries.flatMap((entry): SeverityDecision[] => {
    const severity = severities.find((each) => each === entry.data['to']);
    if (severity === undefined || (entry.kind !== setKind && entry.kind !== raisedKind)) return [];
    const by = entry.kind === setKind ? 'person' : 'firebreak';
    return [{ by, actor: entry.actor, at: entry.at, severity, entry }];
  });
  return (
    decisions.toSorted((a, b) => (`${a.at} ${a.entry.id}` < `${b.at} ${b.entry.id}` ? -1 : 1)).at(-1) ?? null
  );
}
