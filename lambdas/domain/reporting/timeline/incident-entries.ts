import type { CloseOutcome, Incident } from '../../records/incident.ts';
import type { TimelineEntry } from '../../records/timeline.ts';

const outcomeLabels: Readonly<Record<CloseOutcome, string>> = {
  recovered: 'the service recovered',
  'resolved-by-person': 'a person resolved it',
  unattended: 'nobody attended to it',
};

/** What the incident itself tells: opened, declared, handed over, closed, written up. */
export function incidentEntries(incident: Incident): readonly TimelineEntry[] {
  const { service, environment, declaredAt, commander, postmortem } = incident;
  const entries: TimelineEntry[] = [
    {
      id: 'incident.opened',
      at: incident.openedAt,
      actor: 'firebreak:correlate-alerts',
      kind: 'incident.opened',
      text: `Incident opened for ${service} in ${environment}: ${incident.title}`,
      data: { service, environment, policyHash: incident.policyHash, reopens: incident.reopens },
    },
  ];
  if (declaredAt !== null) {
    entries.push({
      id: 'incident.declared',
      at: declaredAt,
      actor: 'firebreak:declare-incident',
      kind: 'incident.declared',
      text:
        commander === null
          ? 'Incident declared; nobody is on duty'
          : `Incident declared; ${commander} is incident commander`,
      data: { commander },
    });
  }
  if (incident.status === 'handed-over') {
    entries.push({
      id: `incident.handed-over:${incident.since}`,
      at: incident.since,
      actor: 'firebreak:hand-over',
      kind: 'incident.handed-over',
      text: `Handed over to people: ${incident.reason}`,
      data: {},
    });
  }
  if (incident.status === 'closed') {
    const { acceptedDebts, outcome, closedBy } = incident;
    const left = acceptedDebts.length;
    const debts =
      left === 0 ? '' : `; ${left === 1 ? '1 debt is' : `${left} debts are`} still to be restored`;
    entries.push({
      id: 'incident.closed',
      at: incident.closedAt,
      actor: closedBy,
      kind: 'incident.closed',
      text: `Incident closed: ${outcomeLabels[outcome]}${debts}`,
      data: { outcome, acceptedDebts },
    });
  }
  if (postmortem !== null && postmortem.key !== null) {
    entries.push({
      id: 'postmortem.written',
      at: postmortem.at,
      actor: 'firebreak:write-postmortem',
      kind: 'postmortem.written',
      text: 'Postmortem written',
      data: { document: postmortem.key },
    });
  }
  return entries;
}
