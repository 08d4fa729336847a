import type { PeoplePolicy } from '../../policy/policy.ts';
import type { Incident } from '../../records/incident.ts';
import type { TimelineEntry } from '../../records/timeline.ts';
import { lastSeverityDecision } from '../../triage/severity/severity-entries.ts';
import {
  coveredBy,
  type UpdateByHand,
  updatesByHand,
  type WrittenUpdate,
  writtenUpdates,
} from './status-update.ts';
import { untoldEntries } from './told-entries.ts';

type UpdatesPolicy = PeoplePolicy['updates'];

export interface UpdateDue {
  readonly dueAt: string;
  /** When people were told last; null: never. */
  readonly since: string | null;
  /** So long after this one comes the next. */
  readonly nextAfterMinutes: number;
}

/** Name of the schedule that calls send-update for an incident. */
export function updateScheduleName(incidentId: string): string {
  return `update-${incidentId}`;
}

/** So late is still on time: the schedule looks once a minute, and mails take their time. */
const onTimeSeconds = 180;
/** So late a person is told. */
const overdueSeconds = 300;
/** So often nothing may have changed before it is told less often. */
const unchangedAtCadence = 3;

/**
 * When the next update of an open incident is due. What changed waits no longer than the cadence of the severity; nothing changed is told less
 * and less often, as the update before said. A severity that changes counts from then on, and what was promised stays. Null: none is due any more.
 */
export function updateDue(
  incident: Incident,
  timeline: readonly TimelineEntry[],
  policy: UpdatesPolicy,
): UpdateDue | null {
  const { status, severity, declaredAt } = incident;
  if (status === 'closed' || declaredAt === null) return null;
  const cadence = policy.cadenceMinutes[severity];
  const told = toldIn(timeline);
  const { written } = told;
  const last = lastTold(told);
  const hasNews = untoldEntries(timeline, coveredBy(written)).length > 0;
  const changedAt = lastSeverityDecision(timeline)?.at ?? '';
  if (last === null) {
    const dueAt = newer(later(declaredAt, policy.firstAfterMinutes[severity]), changedAt);
    return { dueAt, since: null, nextAfterMinutes: cadence };
  }
  const unchanged = unchangedInRow(told);
  const stretched = (row: number) => {
    const factor = 2 ** Math.max(0, row - unchangedAtCadence + 1);
    return Math.max(cadence, Math.min(cadence * factor, policy.unchangedAtMostMinutes[severity]));
  };
  const interval = hasNews ? cadence : stretched(unchanged);
  const own = newer(later(last.at, interval), changedAt);
  return {
    dueAt: last.nextAt !== null && last.nextAt < own ? last.nextAt : own,
    since: last.at,
    nextAfterMinutes: hasNews ? cadence : stretched(unchanged + 1),
  };
}

interface Told {
  readonly written: readonly WrittenUpdate[];
  readonly byHand: readonly UpdateByHand[];
}

function toldIn(entries: readonly TimelineEntry[]): Told {
  return { written: writtenUpdates(entries), byHand: updatesByHand(entries) };
}

/** The newest update of either kind; one by hand promises nothing. */
function lastTold(told: Told): { readonly at: string; readonly nextAt: string | null } | null {
  const written = told.written.at(-1);
  const byHand = told.byHand.at(-1);
  if (byHand !== undefined && (written === undefined || byHand.entry.at >= written.entry.at)) {
    return { at: byHand.entry.at, nextAt: null };
  }
  return written === undefined ? null : { at: written.entry.at, nextAt: written.update.nextAt };
}

/** The newest updates that had nothing to tell. */
function unchangedInRow({ written: all, byHand }: Told): number {
  const byHandAt = byHand.at(-1)?.entry.at ?? '';
  const written = all.filter(({ entry }) => entry.at > byHandAt);
  const lastNews = written.findLastIndex(({ update }) => update.changed.length > 0);
  return written.length - 1 - lastNews;
}

/** How the promises of updates were kept. */
export interface Adherence {
  /** Updates that were due until now. */
  readonly due: number;
  readonly onTime: number;
  readonly late: number;
  /** Not sent, and more than a few minutes over. */
  readonly missed: number;
}

/** Until its end, or until now. */
export function adherenceOf(
  incident: Incident,
  entries: readonly TimelineEntry[],
  policy: UpdatesPolicy,
  now: Date,
): Adherence {
  const until = incident.status === 'closed' ? incident.closedAt : now.toISOString();
  const told = toldIn(entries);
  const { written } = told;
  const sent = written.flatMap(({ update, sentAt }) =>
    sentAt === null ? [] : [secondsBetween(update.dueAt, sentAt)],
  );
  const unsent = written.filter(({ sentAt }) => sentAt === null).map(({ update }) => update.dueAt);
  const promised = promisedAfter(told, incident, entries, policy);
  const open = promised === null ? unsent : [...unsent, promised];
  const missed = open.filter((dueAt) => secondsBetween(dueAt, until) > onTimeSeconds).length;
  const onTime = sent.filter((seconds) => seconds <= onTimeSeconds).length;
  return { due: sent.length + missed, onTime, late: sent.length - onTime, missed };
}

/** When the update after the last comes at the latest; null: none was ever to come. */
export function promisedAt(
  incident: Pick<Incident, 'declaredAt' | 'severity'>,
  entries: readonly TimelineEntry[],
  policy: UpdatesPolicy,
): string | null {
  return promisedAfter(toldIn(entries), incident, entries, policy);
}

function promisedAfter(
  told: Told,
  { declaredAt, severity }: Pick<Incident, 'declaredAt' | 'severity'>,
  entries: readonly TimelineEntry[],
  policy: UpdatesPolicy,
): string | null {
  const last = lastTold(told);
  if (last?.nextAt) return last.nextAt;
  // A worse severity asks for them sooner from then on, and makes none late that was not due before.
  const changedAt = lastSeverityDecision(entries)?.at ?? '';
  if (last !== null) return newer(later(last.at, policy.cadenceMinutes[severity]), changedAt);
  return declaredAt === null ? null : newer(later(declaredAt, policy.firstAfterMinutes[severity]), changedAt);
}

/** Before this no update is due, whatever happened since the last one; null: none is ever to come. */
export function earliestDue(
  incident: Pick<Incident, 'declaredAt' | 'severity'>,
  entries: readonly TimelineEntry[],
  policy: UpdatesPolicy,
): string | null {
  const told = toldIn(entries);
  const promised = promisedAfter(told, incident, entries, policy);
  const last = lastTold(told);
  if (promised === null || last === null) return promised;
  const atCadence = later(last.at, policy.cadenceMinutes[incident.severity]);
  return atCadence < promised ? atCadence : promised;
}

/** Since when an update is more than a few minutes over; null: none is. */
export function overdueSince(
  incident: Incident,
  entries: readonly TimelineEntry[],
  policy: UpdatesPolicy,
  now: Date,
): string | null {
  if (incident.status === 'closed') return null;
  const told = toldIn(entries);
  const unsent = told.written.find(({ sentAt }) => sentAt === null)?.update.dueAt;
  const dueAt = unsent ?? promisedAfter(told, incident, entries, policy);
  if (dueAt === null) return null;
  return secondsBetween(dueAt, now.toISOString()) > overdueSeconds ? dueAt : null;
}

function newer(a: string, b: string): string {
  return a > b ? a : b;
}

function later(at: string, minutes: number): string {
  return new Date(Date.parse(at) + minutes * 60_000).toISOString();
}

function secondsBetween(from: string, until: string): number {
  return (Date.parse(until) - Date.parse(from)) / 1000;
}
