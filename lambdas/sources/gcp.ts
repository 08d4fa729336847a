import type { AlertStatus } from '../domain/records/alert.ts';
import { alertOf } from './reading/alert-of.ts';
import { defineSource } from './reading/define-source.ts';
import { instantOf } from './reading/instant.ts';
import { at, isObject, type JsonObject, textAt, textsOf } from './reading/json.ts';
import { alertsFound, control, quarantined } from './reading/outcomes.ts';
import { resolvedAsTold, resolvedFor } from './reading/resolve-reason.ts';
import { statusIn } from './reading/state-words.ts';
import { serviceIn } from './reading/user-service.ts';
import { verifyToken } from './verifying/token.ts';

const statuses: Readonly<Record<string, AlertStatus>> = {
  open: 'firing',
  acknowledged: 'acknowledged',
  closed: 'resolved',
};

/** Google Cloud Monitoring's webhook (https://cloud.google.com/monitoring/support/notification-options#webhooks). */
export const gcp = defineSource({
  name: 'gcp',
  verify: verifyToken,
  read(payload) {
    const incident = at(payload, 'incident');
    if (!isObject(incident)) return quarantined('It has no incident');
    const id = textAt(incident, 'incident_id');
    const state = textAt(incident, 'state')?.toLowerCase() ?? '';
    const told = statusIn(statuses, state);
    if (id === '0.opqiw61fsv7p' || textAt(payload, 'version') === 'test') {
      return control('A Google Cloud test notification');
    }
    if (id === null || told === null) return quarantined('The incident has no id or no known state');
    const status = told === 'resolved' ? endOf(incident) : told;
    const labels = {
      ...textsOf(at(incident, 'metric.labels')),
      ...textsOf(at(incident, 'resource.labels')),
      ...textsOf(at(incident, 'metadata.user_labels')),
      ...textsOf(incident['policy_user_labels']),
    };
    return alertsFound([
      alertOf('gcp', {
        identity: id,
        status,
        title: textAt(incident, 'documentation.subject', 'condition_name', 'policy_name', 'summary'),
        description: textAt(incident, 'summary', 'documentation.content'),
        service: serviceIn(labels),
        severityRaw: severityOf(
          textAt(incident, 'severity'),
          labels,
          textAt(incident, 'metadata.system_labels.severity'),
        ),
        labels: { ...labels, ...textsOf({ policy: incident['policy_name'] }) },
        place: {
          account: textAt(incident, 'scoping_project_id', 'resource.labels.project_id'),
          region: textAt(incident, 'resource.labels.location', 'resource.labels.zone'),
          resource: textAt(incident, 'resource_name', 'resource_id', 'resource_display_name'),
        },
        startsAt: instantOf(incident['started_at']),
        endsAt: status === 'resolved' ? instantOf(incident['ended_at']) : null,
        links: [textAt(incident, 'url')],
      }),
    ]);
  },
});

/**
 * Without data an incident is closed after a while (`autoClose`), and then observed nothing. People can close one only when its data has
 * stopped (https://cloud.google.com/monitoring/alerts/incidents-events#closing).
 */
function endOf(incident: JsonObject): AlertStatus {
  const isBlind = textAt(incident, 'threshold_value') !== null && incident['observed_value'] === '';
  const isByHand = /\bclosed (?:manually|by)\b/i.test(textAt(incident, 'summary')?.slice(0, 2000) ?? '');
  if (isBlind || isByHand) return 'no-data';
  const told = resolvedFor(textAt(incident, 'close_reason', 'closeReason', 'resolution'));
  return told === 'resolved' ? resolvedAsTold(textAt(incident, 'summary')) : told;
}

function severityOf(
  own: string | null,
  labels: Readonly<Record<string, string>>,
  system: string | null,
): string | null {
  return labels['severity'] ?? (own === 'No Severity' ? null : own) ?? system;
}
