import type { AlertStatus, IncidentAlert, LastTold, Resolution } from '../records/alert.ts';
import { endOf, later, type SeenAlert, saidAt, startOf } from './seen-alert.ts';

type LiveStatus = LastTold['state'];

/** Of two states that were said at the same instant, the later one of these counts. */
const liveStates: readonly LiveStatus[] = ['firing', 'no-data', 'acknowledged'];

/** What the first firing of an alert tells. */
export function firstTold(seen: SeenAlert): LastTold {
  return {
    startedAt: startOf(seen),
    firingSaidAt: saidAt(seen),
    endedAt: null,
    resolvedSaidAt: null,
    state: 'firing',
    stateSaidAt: saidAt(seen),
  };
}

/** What was last told of an alert that may have been stored by an earlier version. */
export function lastToldOf({ alert, firstSeenAt, lastTold }: IncidentAlert): LastTold {
  if (lastTold !== undefined) return lastTold;
  const startedAt = alert.startsAt ?? firstSeenAt;
  return {
    startedAt,
    firingSaidAt: startedAt,
    endedAt: alert.status === 'resolved' ? (alert.endsAt ?? startedAt) : null,
    resolvedSaidAt: alert.status === 'resolved' ? (alert.endsAt ?? startedAt) : null,
    state: liveStates.find((state) => state === alert.status) ?? 'firing',
    stateSaidAt: startedAt,
  };
}

/** With one more delivery; order and duplicates do not matter, as each part only grows. `told` itself when nothing changes. */
export function withTold(told: LastTold, seen: SeenAlert): LastTold {
  switch (seen.alert.status) {
    case 'firing':
      return grown(told, {
        startedAt: later(told.startedAt, startOf(seen)),
        firingSaidAt: later(told.firingSaidAt, saidAt(seen)),
        ...laterState(told, 'firing', saidAt(seen)),
      });
    case 'resolved':
      return withResolution(told, resolutionOf(seen));
    case 'acknowledged':
    case 'no-data':
      return grown(told, laterState(told, seen.alert.status, saidAt(seen)));
    case 'updated':
    case 'ignored':
      break;
  }
  return told;
}

export function withResolution(told: LastTold, { endedAt, saidAt: said }: Resolution): LastTold {
  return grown(told, {
    endedAt: later(told.endedAt ?? '', endedAt),
    resolvedSaidAt: later(told.resolvedSaidAt ?? '', said),
  });
}

/** What two resolves of an alert tell together. */
export function laterResolution(a: Resolution, b: Resolution): Resolution {
  return { endedAt: later(a.endedAt, b.endedAt), saidAt: later(a.saidAt, b.saidAt) };
}

/** What a resolve tells. It was said no earlier than the end that it tells. */
export function resolutionOf(seen: SeenAlert): Resolution {
  const endedAt = endOf(seen);
  return { endedAt, saidAt: later(endedAt, saidAt(seen)) };
}

/**
 * The alert's status. A resolve ends every firing that began before its end, unless the sender said after it that the alert fires. A firing
 * that is the first one seen of an alert was overtaken by its resolve: only one that comes after others says it again.
 */
export function statusOf(told: LastTold, firstSeenAt: string): AlertStatus {
  const { startedAt, firingSaidAt, endedAt, resolvedSaidAt, state } = told;
  if (endedAt === null || startedAt > endedAt) return state;
  const firesAgain = firingSaidAt > (resolvedSaidAt ?? endedAt) && firingSaidAt !== firstSeenAt;
  return firesAgain ? state : 'resolved';
}

function laterState(told: LastTold, state: LiveStatus, at: string): Partial<LastTold> {
  const isLater =
    at > told.stateSaidAt ||
    (at === told.stateSaidAt && liveStates.indexOf(state) > liveStates.indexOf(told.state));
  return isLater ? { state, stateSaidAt: at } : {};
}

function grown(told: LastTold, parts: Partial<LastTold>): LastTold {
  const next = { ...told, ...parts };
  const isSame = Object.entries(next).every(([name, value]) => told[name as keyof LastTold] === value);
  return isSame ? told : next;
}
