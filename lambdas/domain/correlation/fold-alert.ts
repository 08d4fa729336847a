import { canonicalJson } from '../canonical-json.ts';
import type { Alert, AlertStateChange, IncidentAlert, LastTold, Resolution } from '../records/alert.ts';
import { withChange } from './alert-state-changes.ts';
import { firstTold, lastToldOf, statusOf, withResolution, withTold } from './last-told.ts';
import { endOf, later, type SeenAlert, startOf } from './seen-alert.ts';

/**
 * What an incident remembers of an alert after one more delivery. Order and duplicates do not matter: the newest firing gives the
 * content, a resolve ends every firing that began before it, and what the sender says after it counts again. Null when there is
 * nothing to remember: only a firing begins an alert.
 */
export function foldAlert(stored: IncidentAlert | null, seen: SeenAlert): IncidentAlert | null {
  const { alert, receivedAt } = seen;
  if (stored === null) {
    if (alert.status !== 'firing') return null;
    return {
      alert: contentOf(seen),
      firstSeenAt: receivedAt,
      lastSeenAt: receivedAt,
      occurrences: 1,
      changes: [{ at: startOf(seen), to: 'firing' }],
      lastTold: firstTold(seen),
      movedTo: null,
    };
  }
  const isFiring = alert.status === 'firing';
  const folded = withState(
    {
      ...stored,
      alert: isFiring ? newerContent(stored.alert, contentOf(seen)) : stored.alert,
      firstSeenAt: isFiring ? earlier(stored.firstSeenAt, receivedAt) : stored.firstSeenAt,
      changes: foldChanges(stored.changes, seen),
    },
    withTold(lastToldOf(stored), seen),
  );
  if (!isChanged(stored, folded) && receivedAt <= stored.lastSeenAt) return stored;
  return {
    ...folded,
    lastSeenAt: later(stored.lastSeenAt, receivedAt),
    occurrences: stored.occurrences + 1,
  };
}

/** Ended by a resolve that came before it; the alert itself when that says nothing new. */
export function foldResolution(stored: IncidentAlert, resolution: Resolution): IncidentAlert {
  const changes = withChange(stored.changes, { at: resolution.endedAt, to: 'resolved' });
  const folded = withState({ ...stored, changes }, withResolution(lastToldOf(stored), resolution));
  return isChanged(stored, folded) ? folded : stored;
}

/** Whether there is more to remember than that it was seen once more. */
export function isChanged(stored: IncidentAlert, folded: IncidentAlert): boolean {
  return (['alert', 'firstSeenAt', 'changes', 'lastTold'] as const).some(
    (part) => stored[part] !== folded[part],
  );
}

function withState(stored: IncidentAlert, lastTold: LastTold): IncidentAlert {
  const status = statusOf(lastTold, stored.firstSeenAt);
  const { alert } = stored;
  const endsAt = status === 'resolved' ? lastTold.endedAt : null;
  const isSame = alert.status === status && alert.endsAt === endsAt;
  const firesAgain = alert.status === 'resolved' && status !== 'resolved';
  return {
    ...stored,
    alert: isSame ? alert : { ...alert, status, endsAt },
    // It began before its end: that it fires again was only said later.
    changes:
      firesAgain && lastTold.startedAt <= (alert.endsAt ?? '')
        ? withChange(stored.changes, { at: lastTold.firingSaidAt, to: 'firing' })
        : stored.changes,
    lastTold,
  };
}

function foldChanges(changes: readonly AlertStateChange[], seen: SeenAlert): readonly AlertStateChange[] {
  if (seen.alert.status === 'firing') return withChange(changes, { at: startOf(seen), to: 'firing' });
  if (seen.alert.status === 'resolved') return withChange(changes, { at: endOf(seen), to: 'resolved' });
  return changes;
}

function contentOf(seen: SeenAlert): Alert {
  return { ...seen.alert, status: 'firing', startsAt: startOf(seen), endsAt: null };
}

/** Of two firings the later one counts; of two at the same instant one is picked by its content, so that order cannot matter. */
function newerContent(stored: Alert, firing: Alert): Alert {
  const { status, endsAt } = stored;
  const candidate = { ...firing, status, endsAt };
  return rankOf(candidate) > rankOf(stored) ? candidate : stored;
}

function rankOf(alert: Alert): string {
  return `${alert.startsAt ?? ''} ${alert.saidAt ?? ''} ${canonicalJson(alert)}`;
}

function earlier(a: string, b: string): string {
  return a < b ? a : b;
}
