import type { SuppressionWindow } from '../policy/schemas/correlation-schema.ts';
import { occurrencesOf } from '../policy/window-occurrences.ts';
import type { Alert } from '../records/alert.ts';
import type { CorrelationTarget } from './find-correlation-target.ts';
import { matchesAlert } from './match-alert.ts';

/** One time that a suppression window holds, or held recently. */
export interface WindowOccurrence {
  readonly window: SuppressionWindow;
  /** The id under which its held alerts are kept, in place of an incident's. */
  readonly heldAlertsId: string;
  readonly isActive: boolean;
}

/** So long after its end a window is still looked at. */
const lookBackMilliseconds = 24 * 60 * 60 * 1000;

/** The windows that hold at `now` and those that ended recently. */
export function recentOccurrences(
  windows: readonly SuppressionWindow[],
  now: Date,
): readonly WindowOccurrence[] {
  const at = now.getTime();
  return windows.flatMap((window) =>
    occurrencesOf(window, at - lookBackMilliseconds, at).map(({ from, until }) => ({
      window,
      heldAlertsId: `sup_${window.id}_${new Date(from).toISOString()}`,
      isActive: from <= at && at < until,
    })),
  );
}

export function matchesWindow(
  window: SuppressionWindow,
  { service }: CorrelationTarget,
  alert: Alert,
): boolean {
  return (window.services === undefined || window.services.includes(service)) && matchesAlert(window, alert);
}
