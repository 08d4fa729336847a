import { canonicalJson } from '../canonical-json.ts';
import type { Alert, AlertStateChange, IncidentAlert } from '../records/alert.ts';
import { withChange } from './alert-state-changes.ts';

/** An alert as one delivery brought it. */
export interface SeenAlert {
  readonly alert: Alert;
  /** ISO 8601 UTC. */
  readonly receivedAt: string;
}

/** A sender's clock further ahead of ours than this is not believed. */
const believedAheadMilliseconds = 60 * 60 * 1000;

/**
 * When it happened, by the sender's clock where it gives a time, so that the order of arrival does not matter: the start of a
 * firing, the end of a resolve.
 */
export function happenedAt({ alert, receivedAt }: SeenAlert): string {
  const began = believed(alert.startsAt, receivedAt);
  const ended = alert.status === 'resolved' ? believed(alert.endsAt, receivedAt) : null;
  if (began === null || ended === null) return began ?? ended ?? receivedAt;
  return later(began, ended);
}

function believed(told: string | null, receivedAt: string): string | null {
  if (told === null || told <= receivedAt) return told;
  const latest = new Date(Date.parse(receivedAt) + believedAheadMilliseconds).toISOString();
  return told <= latest ? told : null;
}

/**
 * What an incident remembers of an alert after one more delivery. Order and duplicates do not matter: the newest firing gives the
 * content, and a resolve ends every firing that began before it. Null when there is nothing to remember: only a
 * firing begins an alert.
 */
export function foldAlert(stored: IncidentAlert | null, seen: SeenAlert): IncidentAlert | null {
  if (stored === null) {
    if (seen.alert.status !== 'firing') return null;
    const alert = { ...seen.alert, startsAt: happenedAt(seen), endsAt: null };
    return {
      alert,
      firstSeenAt: seen.receivedAt,
      lastSeenAt: seen.receivedAt,
      occurrences: 1,
      changes: foldChanges([], seen),
      movedTo: null,
    };
  }
  const alert = foldState(stored.alert, seen);
  const changes = foldChanges(stored.changes, seen);
  const isNews = alert !== stored.alert || changes !== stored.changes || seen.receivedAt > stored.lastSeenAt;
  if (!isNews) return stored;
  return {
    ...stored,
    alert,
    firstSeenAt: earlier(stored.firstSeenAt, seen.receivedAt),
    lastSeenAt: later(stored.lastSeenAt, seen.receivedAt),
    occurrences: stored.occurrences + 1,
    changes,
  };
}

function foldChanges(changes: readonly AlertStateChange[], seen: SeenAlert): readonly AlertStateChange[] {
  const { status } = seen.alert;
  if (status !== 'firing' && status !== 'resolved') return changes;
  return withChange(changes, { at: happenedAt(seen), to: status });
}

/** Returns `stored` itself when nothing changes. */
function foldState(stored: Alert, seen: SeenAlert): Alert {
  const at = happenedAt(seen);
  const startedAt = stored.startsAt ?? '';
  switch (seen.alert.status) {
    case 'firing':
      return foldFiring(stored, { ...seen.alert, startsAt: at, endsAt: null });
    case 'resolved': {
      if (at < startedAt || (stored.status === 'resolved' && at <= (stored.endsAt ?? ''))) return stored;
      return { ...stored, status: 'resolved', endsAt: at };
    }
    case 'acknowledged':
      return at >= startedAt && (stored.status === 'firing' || stored.status === 'no-data')
        ? { ...stored, status: 'acknowledged' }
        : stored;
    case 'no-data':
      return at >= startedAt && stored.status === 'firing' ? { ...stored, status: 'no-data' } : stored;
    case 'updated':
    case 'ignored':
      break;
  }
  return stored;
}

/** Of two firings the later one counts; of two at the same instant one is picked by its content, so that order cannot matter. */
function foldFiring(stored: Alert, firing: Alert): Alert {
  const startsAt = firing.startsAt ?? '';
  const startedAt = stored.startsAt ?? '';
  if (startsAt < startedAt) return stored;
  const endedAt = stored.status === 'resolved' ? stored.endsAt : null;
  if (startsAt > startedAt) {
    return endedAt !== null && startsAt <= endedAt
      ? { ...firing, status: 'resolved', endsAt: endedAt }
      : firing;
  }
  const { status, endsAt } = stored;
  const candidate = { ...firing, status, endsAt };
  return canonicalJson(candidate) > canonicalJson(stored) ? candidate : stored;
}

function earlier(a: string, b: string): string {
  return a < b ? a : b;
}

/** Of two instants in ISO 8601 UTC. */
export function later(a: string, b: string): string {
  return a > b ? a : b;
}
