import type { PeoplePolicy } from '../../policy/policy.ts';
import { readingsOf } from '../../records/evidence.ts';
import { isLive } from '../../records/follow-up/follow-up.ts';
import type { RecordedFacts } from '../../records/recorded-facts.ts';
import type { Severity } from '../../records/severity.ts';
import { mayHaveChanged, type StepRecord } from '../../records/step-record.ts';
import type { TimelineEntry } from '../../records/timeline.ts';
import { findOnset } from '../../triage/suspects/onset.ts';
import { type Adherence, adherenceOf } from '../status-updates/update-schedule.ts';
import { type IncidentTimes, incidentTimes } from '../times/incident-times.ts';

/** How an action went. `helped`: recovery was verified after it, and lasted; `takenBack`: it was undone; `open`: nobody knows yet, or will. */
export const actionEnds = ['helped', 'noHelp', 'takenBack', 'open'] as const;
export type ActionEnd = (typeof actionEnds)[number];

/** What one incident adds to a report. */
export interface IncidentFigures {
  readonly id: string;
  readonly service: string;
  /** Monday of the week in which it was opened, `2026-11-23` (UTC). */
  readonly week: string;
  readonly severity: Severity;
  readonly isOpen: boolean;
  readonly seconds: IncidentTimes['seconds'];
  readonly actions: readonly ActionEnd[];
  /** Why its alerts opened nothing real; null: they did, or nobody knows. */
  readonly falseFire: string | null;
  /** Deliveries that were folded into it instead of opening another. */
  readonly folded: number;
  readonly updates: Adherence;
  readonly openDebts: number;
  readonly openFollowUps: number;
  /** It came back within a day after it was closed. */
  readonly isBack: boolean;
}

export function figuresOf(
  record: RecordedFacts,
  timeline: readonly TimelineEntry[],
  policy: PeoplePolicy['updates'],
  now: Date,
  isBack = false,
): IncidentFigures {
  const { incident, alerts, debts, followUps, steps, entries } = record;
  const seen = alerts.reduce((sum, { occurrences }) => sum + occurrences, 0);
  return {
    id: incident.id,
    service: incident.service,
    week: weekOf(incident.openedAt),
    severity: incident.severity,
    isOpen: incident.status !== 'closed',
    seconds: incidentTimes(record, timeline).seconds,
    actions: steps.flatMap((step) => endOf(step, isBack)),
    falseFire: falseFireOf(record),
    folded: Math.max(0, seen - 1),
    updates: adherenceOf(incident, entries, policy, now),
    openDebts: debts.filter(({ status }) => status === 'open').length,
    openFollowUps: followUps.filter(isLive).length,
    isBack,
  };
}

/** Monday of an instant's week, in UTC. */
export function weekOf(at: string): string {
  const day = new Date(`${at.slice(0, 10)}T00:00:00.000Z`);
  day.setUTCDate(day.getUTCDate() - ((day.getUTCDay() + 6) % 7));
  return day.toISOString().slice(0, 10);
}

function endOf({ result, verification, undo }: StepRecord, isBack: boolean): readonly ActionEnd[] {
  if (!mayHaveChanged({ result })) return [];
  if (undo?.outcome === 'undone') return ['takenBack'];
  if (verification?.verdict.state === 'recovered') return [isBack ? 'noHelp' : 'helped'];
  return verification === null || verification.verdict.state === 'inconclusive' ? ['open'] : ['noHelp'];
}

/** Closed, nothing was changed, and the metrics reach past the alert without one of them leaving its baseline. */
function falseFireOf({ incident, evidence, alerts, steps }: RecordedFacts): string | null {
  if (incident.status !== 'closed' || alerts.some(({ alert }) => alert.declared !== undefined)) return null;
  if (steps.some(mayHaveChanged)) return null;
  const onset = findOnset(readingsOf(evidence), new Date(incident.openedAt));
  return onset === null ? 'No metric left its baseline' : null;
}
