import { type Severity, severities } from '../../records/severity.ts';
import { compareTexts } from '../../records/text/compare-texts.ts';
import { type DurationName, durationNames } from '../times/moment-names.ts';
import { type ActionEnd, actionEnds, type IncidentFigures } from './incident-figures.ts';

/** A distribution by its quantiles. There is no mean: a few long incidents would make it say nothing about any. */
export interface Quantiles {
  /** How many are known. */
  readonly count: number;
  /** Seconds; null when none is known. */
  readonly p50: number | null;
  readonly p90: number | null;
  readonly longest: number | null;
}

export interface ReportLine {
  readonly incidents: number;
  readonly bySeverity: Readonly<Record<Severity, number>>;
  readonly open: number;
  readonly seconds: Readonly<Record<DurationName, Quantiles>>;
  readonly actions: Readonly<Record<ActionEnd, number>>;
  readonly falseFires: number;
  readonly folded: number;
  readonly updates: { readonly due: number; readonly onTime: number };
  readonly openDebts: number;
  /** Proposed ones, too: nobody has said that they are not to be done. */
  readonly openFollowUps: number;
  /** Closed incidents that came back within a day. */
  readonly relapses: number;
}

/** One service in one week. */
export interface ReportGroup extends ReportLine {
  readonly service: string;
  /** Its Monday. */
  readonly week: string;
}

export interface Report {
  readonly total: ReportLine;
  /** The newest week first, in it by service. */
  readonly groups: readonly ReportGroup[];
  /** Incidents whose alerts opened nothing real, and why. */
  readonly falseFires: readonly { readonly id: string; readonly service: string; readonly reason: string }[];
}

export function reportOf(figures: readonly IncidentFigures[]): Report {
  const groups = [...Map.groupBy(figures, ({ week, service }) => JSON.stringify([week, service])).values()]
    .flatMap((each) => {
      const [first] = each;
      return first === undefined ? [] : [{ service: first.service, week: first.week, ...lineOf(each) }];
    })
    .toSorted((a, b) => compareTexts(b.week, a.week) || compareTexts(a.service, b.service));
  return {
    total: lineOf(figures),
    groups,
    falseFires: figures.flatMap(({ id, service, falseFire }) =>
      falseFire === null ? [] : [{ id, service, reason: falseFire }],
    ),
  };
}

function lineOf(figures: readonly IncidentFigures[]): ReportLine {
  const sum = (of: (each: IncidentFigures) => number) => figures.reduce((total, each) => total + of(each), 0);
  const ends = figures.flatMap(({ actions }) => actions);
  return {
    incidents: figures.length,
    bySeverity: countBy(severities, (name) => sum(({ severity }) => (severity === name ? 1 : 0))),
    open: sum(({ isOpen }) => (isOpen ? 1 : 0)),
    seconds: countBy(durationNames, (name) => quantilesOf(figures.map(({ seconds }) => seconds[name]))),
    actions: countBy(actionEnds, (name) => ends.filter((each) => each === name).length),
    falseFires: sum(({ falseFire }) => (falseFire === null ? 0 : 1)),
    folded: sum(({ folded }) => folded),
    updates: { due: sum(({ updates }) => updates.due), onTime: sum(({ updates }) => updates.onTime) },
    openDebts: sum(({ openDebts }) => openDebts),
    openFollowUps: sum(({ openFollowUps }) => openFollowUps),
    relapses: sum(({ isBack }) => (isBack ? 1 : 0)),
  };
}

function countBy<Name extends string, Value>(names: readonly Name[], of: (name: Name) => Value) {
  return Object.fromEntries(names.map((name) => [name, of(name)])) as Readonly<Record<Name, Value>>;
}

/** By nearest rank: every number is one that was measured. */
export function quantilesOf(values: readonly (number | null)[]): Quantiles {
  const known = values.filter((value) => value !== null).toSorted((a, b) => a - b);
  const at = (share: number) => known[Math.max(0, Math.ceil(share * known.length) - 1)] ?? null;
  return { count: known.length, p50: at(0.5), p90: at(0.9), longest: at(1) };
}
