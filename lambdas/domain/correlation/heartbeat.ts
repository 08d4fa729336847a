import type { CorrelationPolicy } from '../policy/schemas/correlation-schema.ts';
import type { Alert, IncidentAlert } from '../records/alert.ts';
import { alarmNameOf, matchesAlert } from './match-alert.ts';

type HeartbeatPolicy = CorrelationPolicy['heartbeats'][number];

/** Under which heartbeats are kept, in place of an incident's id. */
export const heartbeatsId = 'heartbeats';

/** The heartbeat that an alert is by policy; null for one that may be an incident. */
export function findHeartbeat(
  { heartbeats }: Pick<CorrelationPolicy, 'heartbeats'>,
  alert: Alert,
): HeartbeatPolicy | null {
  return heartbeats.find((each) => matchesAlert(each, alert)) ?? null;
}

/** The alert about a heartbeat's silence: it fires when it is silent for too long, and is resolved by the next heartbeat. */
export function silenceAlert(
  { alert, lastSeenAt }: IncidentAlert,
  { silentMinutes }: HeartbeatPolicy,
  now: Date,
): Alert {
  const isSilent = now.getTime() - Date.parse(lastSeenAt) > silentMinutes * 60_000;
  const name = alarmNameOf(alert) ?? alert.title;
  const { severity: _, ...labels } = alert.labels;
  return {
    ...alert,
    fingerprint: `silence of ${alert.fingerprint}`,
    status: isSilent ? 'firing' : 'resolved',
    title: `No heartbeat: ${name}`,
    description: `${name} always fires while monitoring works, and last came at ${lastSeenAt}. What sends it may raise no other alert either.`,
    severityHint: 'critical',
    severityRaw: null,
    labels: { ...labels, alertname: `${name} silent` },
    startsAt: isSilent ? new Date(Date.parse(lastSeenAt) + silentMinutes * 60_000).toISOString() : null,
    endsAt: isSilent ? null : lastSeenAt,
  };
}
