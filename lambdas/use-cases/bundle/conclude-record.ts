import { incidentTimes } from '../../domain/reporting/times/incident-times.ts';
import type { IncidentMetrics } from '../../ports/incident-metrics.ts';
import { type SealRecordDeps, sealRecord } from './seal-record.ts';

export interface ConcludeRecordDeps extends SealRecordDeps {
  readonly incidentMetrics: IncidentMetrics;
}

/**
 * Seals the record of a closed incident, and tells the metrics how long it took. Each at most once: whoever seals it tells the metrics. These
 * know nothing of security-sensitive incidents, since others read them.
 */
export async function concludeRecord(
  deps: ConcludeRecordDeps,
  input: { readonly incidentId: string },
): Promise<void> {
  const sealed = await sealRecord(deps, input);
  if (sealed === null) return;
  const { record, timeline } = sealed.input;
  const { incident } = record;
  if (incident.status !== 'closed' || incident.sensitive) return;
  const { service, severity, closedAt } = incident;
  const { seconds } = incidentTimes(record, timeline);
  deps.incidentMetrics.putClosing({ service, severity, closedAt, seconds });
}
