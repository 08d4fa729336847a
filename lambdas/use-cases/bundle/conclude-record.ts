import { incidentTimes } from '../../domain/reporting/times/incident-times.ts';
import type { IncidentMetrics } from '../../ports/incident-metrics.ts';
import { readBundleInput } from './read-bundle-input.ts';
import { type SealRecordDeps, sealRecord } from './seal-record.ts';

export interface ConcludeRecordDeps extends SealRecordDeps {
  readonly incidentMetrics: IncidentMetrics;
}

/**
 * Seals the record of a closed incident, and tells the metrics how long it took. Both once: what is sealed was told. The metrics know
 * nothing of security-sensitive incidents, since others read them.
 */
export async function concludeRecord(
  deps: ConcludeRecordDeps,
  input: { readonly incidentId: string },
): Promise<void> {
  if ((await sealRecord(deps, input)) === null) return;
  const found = await readBundleInput(deps, input.incidentId);
  if (found === null) return;
  const { record, timeline } = found;
  const { incident } = record;
  if (incident.status !== 'closed' || incident.sensitive) return;
  const { service, severity, closedAt } = incident;
  const { seconds } = incidentTimes(record, timeline);
  deps.incidentMetrics.putClosing({ service, severity, closedAt, seconds });
}
