import type { Incident } from '../incident.ts';
import type { PostmortemHead } from '../postmortem/postmortem-head.ts';
import { type Severity, type SeverityVerdict, severities } from '../severity.ts';
import { moved, recordedAt, refused, type Transition, wrongStatus } from './transition.ts';

/** Severity rises by itself and falls only by a person. The symptom follows what raised it, unless that has none. */
export function raiseSeverity(
  incident: Incident,
  { severity, symptom, reason, values }: Omit<SeverityVerdict, 'rule'>,
  now: Date,
): Transition {
  if (incident.status === 'closed') return wrongStatus(incident, 'raised');
  if (severities.indexOf(severity) >= severities.indexOf(incident.severity)) {
    return refused('incident.not-worse', `${severity} is not worse than ${incident.severity}`);
  }
  return moved({
    ...incident,
    ...nextStamp(incident, now),
    severity,
    severityReason: reason,
    ...(values === undefined ? {} : { severityValues: values }),
    symptom: symptom === 'unknown' ? incident.symptom : symptom,
  });
}

/** A person's override, up or down. */
export function setSeverity(incident: Incident, severity: Severity, reason: string, now: Date): Transition {
  if (incident.status === 'closed') return wrongStatus(incident, 'rated');
  if (incident.severity === severity && incident.severityReason === reason) {
    return refused('incident.already-done', `The incident is already ${severity}`);
  }
  return moved({ ...incident, ...nextStamp(incident, now), severity, severityReason: reason });
}

/** Security-sensitive from now on, for good: only those whom policy names may see it. */
export function restrictIncident(incident: Incident, now: Date): Transition {
  if (incident.sensitive)
    return refused('incident.already-done', 'The incident is already security-sensitive');
  const sensitiveSince = recordedAt(incident, now);
  return moved({ ...incident, ...nextStamp(incident, now), sensitive: true, sensitiveSince });
}

/** From this instant no further step may run. */
export function stopAutomation(incident: Incident, by: string, now: Date): Transition {
  if (incident.status === 'closed') return wrongStatus(incident, 'stopped');
  if (incident.automationStoppedAt !== null) {
    return refused('incident.already-done', 'Automation was already stopped');
  }
  return moved({
    ...incident,
    ...nextStamp(incident, now),
    automationStoppedAt: recordedAt(incident, now),
    automationStoppedBy: by,
  });
}

/** The open wait was answered: its token is of no more use. */
export function endWait(incident: Incident, now: Date): Transition {
  if (incident.status !== 'handed-over' || incident.wait === null) {
    return refused('incident.already-done', 'The incident is not waiting for a person');
  }
  return moved({ ...incident, ...nextStamp(incident, now), wait: null });
}

export function countReminder(incident: Incident, now: Date): Transition {
  if (incident.status !== 'handed-over') return wrongStatus(incident, 'reminded of');
  return moved({ ...incident, ...nextStamp(incident, now), reminders: incident.reminders + 1 });
}

/** What is known of its first version, or of the next one. */
export function attachPostmortem(
  incident: Incident,
  head: Omit<PostmortemHead, 'at'>,
  now: Date,
): Transition {
  if (incident.status !== 'closed') return wrongStatus(incident, 'written up');
  const known = incident.postmortem;
  if (known !== null && (head.version ?? 0) !== (known.version ?? 0) + 1) {
    return refused('incident.already-done', 'Another version of the postmortem was written since');
  }
  const at = known === null || known.key === null ? recordedAt(incident, now) : known.at;
  return moved({ ...incident, ...nextStamp(incident, now), postmortem: { ...head, at } });
}

/** The same incident in the same status, one version on. */
function nextStamp(incident: Incident, now: Date) {
  return { updatedAt: recordedAt(incident, now), version: incident.version + 1 };
}
