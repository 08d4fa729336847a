import type { CompiledPolicy } from '../../policy/policy.ts';
import type { IncidentAlert } from '../../records/alert.ts';
import type { RecordedFacts } from '../../records/recorded-facts.ts';
import { durationLabel } from '../labels/duration-label.ts';
import type { IncidentTimes, Moment } from '../times/incident-times.ts';
import type { Proposal } from './proposal.ts';

/** Of how and when the incident was noticed, and of how long it waited for a person. */
export function detectionProposals(
  record: RecordedFacts,
  times: IncidentTimes,
  { people }: Pick<CompiledPolicy, 'people'>,
): readonly Proposal[] {
  const { detectionMinutes, acknowledgementMinutes } = people.followUps;
  const { detect, acknowledge } = times.seconds;
  const { started, detected, acknowledged } = times.moments;
  const found = missingAlert(record);
  return [
    ...(found === null ? [] : [found]),
    ...(detect !== null && detect > detectionMinutes * 60
      ? [
          {
            type: 'slow-detection',
            reason: 'slow-detection',
            text: `Detect it sooner: ${durationLabel(detect * 1000)} passed from its start to the first alert`,
            entries: entriesOf(started, detected),
          } as const,
        ]
      : []),
    ...(acknowledge !== null && acknowledge > acknowledgementMinutes * 60 && neededPeople(record)
      ? [
          {
            type: 'slow-acknowledgement',
            reason: 'slow-acknowledgement',
            text: `Acknowledge sooner: ${durationLabel(acknowledge * 1000)} passed from the first alert to the first human response`,
            entries: entriesOf(detected, acknowledged),
          } as const,
        ]
      : []),
  ];
}

/** It was found by a person, or by the alert of another service, before an alert of its own. */
function missingAlert({ incident, alerts }: RecordedFacts): Proposal | null {
  const [first] = alerts.toSorted((a, b) => (a.firstSeenAt < b.firstSeenAt ? -1 : 1));
  if (first === undefined) return null;
  const entries = [entryOf(first)];
  const own = alerts.find(({ alert }) => alert.declared === undefined && alert.service === incident.service);
  const proposed = (text: string): Proposal => ({
    type: 'missing-alert',
    reason: 'missing-alert',
    text,
    entries: own === undefined ? entries : [...entries, entryOf(own)],
  });
  if (first.alert.declared !== undefined) {
    const others = alerts.filter(({ alert }) => alert.declared === undefined);
    return proposed(
      others.length === 0
        ? `Add an alert for ${incident.service}: a person found this, and no alert came`
        : `Make ${incident.service}'s alert fire sooner: a person found this before any alert`,
    );
  }
  const { service } = first.alert;
  if (service === null || service === incident.service || own === undefined) return null;
  return proposed(`Make ${incident.service}'s alert fire sooner: one for ${service} came before it`);
}

/** What recovered before anybody was asked needed no answer. */
function neededPeople({ incident, entries, steps }: RecordedFacts): boolean {
  const isHandedOver = entries.some(({ kind }) => kind === 'incident.handed-over');
  const byPerson = incident.status === 'closed' && incident.outcome === 'resolved-by-person';
  return isHandedOver || byPerson || steps.some(({ guard }) => guard.verdict.decision === 'needs-approval');
}

function entryOf({ alert: { source, fingerprint } }: IncidentAlert): string {
  return `alert.seen:${source}:${fingerprint}`;
}

function entriesOf(...moments: readonly Moment[]): readonly string[] {
  return [...new Set(moments.flatMap(({ entry }) => (entry === null ? [] : [entry])))];
}
