import type { Alert } from '../alert.ts';
import type { SuppressionWindow } from '../policy/correlation-schema.ts';
import { occurrencesOf } from '../policy/window-occurrences.ts';
import { matchesAlert } from './match-alert.ts';
import type { AlertPlace } from './place-alert.ts';

/** One time that a suppression window holds, or held lately. */
export interface WindowOccurrence {
  readonly window: SuppressionWindow;
  /** What its alerts are kept for, in place of an incident's id. */
  readonly shelf: string;
  readonly isActive: boolean;
}

/** So long after its end a window is still looked at. */
const lookBackMilliseconds = 24 * 60 * 60 * 1000;

/** The windows that hold at `now` and those that ended lately. */
export function recentOccurrences(
  windows: readonly SuppressionWindow[],
  now: Date,
): readonly WindowOccurrence[] {
  const at = now.getTime();
  return windows.flatMap((window) =>
    occurrencesOf(window, at - lookBackMilliseconds, at).map(({ from, until }) => ({
      window,
      shelf: `sup_${window.id}_${new Date(from).toISOString()}`,
      isActive: from <= at && at < until,
    })),
  );
}

export function matchesWindow(window: SuppressionWindow, { service }: AlertPlace, alert: Alert): boolean {
  return (window.services === undefined || window.services.includes(service)) && matchesAlert(window, alert);
}
