import { NotFoundError } from '../../domain/errors.ts';
import { failureReason } from '../../domain/failure-reason.ts';
import { findService } from '../../domain/policy/find-service.ts';
import type { CompiledPolicy } from '../../domain/policy/policy.ts';
import type { EvidenceKind, UnavailableEvidence } from '../../domain/records/evidence.ts';
import { isGatheredForPlan } from '../../domain/records/transitions/plan-anew.ts';
import { alertedOnset } from '../../domain/triage/series/alerted-onset.ts';
import type { Clock } from '../../ports/clock.ts';
import type { EvidenceReader } from '../../ports/plug-ins/evidence-reader.ts';
import type { IncidentStore } from '../../ports/stores/incident-store.ts';
import type { Timeouts } from '../../ports/timeouts.ts';

export interface ReadEvidenceDeps {
  readonly incidents: IncidentStore;
  readonly clock: Clock;
  readonly policy: CompiledPolicy;
  readonly reader: EvidenceReader;
  readonly timeouts: Timeouts;
}

/** What a reader has: with what comes before and after it, triage ends within 20 s. */
export const readerSeconds = 12;

export type EvidenceRead =
  | { readonly kind: EvidenceKind; readonly status: 'available' | 'not-applicable' }
  | UnavailableEvidence;

/**
 * Reads one kind of evidence and stores it, where the service has any. What cannot be had, or not in time, is `unavailable` with the reason
 * and is not stored here: it travels with the workflow and is kept in the assessment. Only a failing store fails the task.
 */
export async function readEvidence(
  { incidents, clock, policy, reader, timeouts }: ReadEvidenceDeps,
  { incidentId }: { readonly incidentId: string },
): Promise<EvidenceRead> {
  const { kind } = reader;
  const record = await incidents.readOutline(incidentId);
  if (record === null) throw new NotFoundError(`There is no incident ${incidentId}`);
  const isRead = record.evidence.some(
    (each) => each.kind === kind && isGatheredForPlan(record.incident, each),
  );
  if (isRead) return { kind, status: 'available' };
  const now = clock.now();
  const unavailable = (reason: string): UnavailableEvidence => ({
    kind,
    status: 'unavailable',
    gatheredAt: now.toISOString(),
    reason,
  });
  const { incident } = record;
  const service = findService(policy, incident);
  if (reader.isFor?.(service) === false) return { kind, status: 'not-applicable' };
  if (service === null) {
    return unavailable(`${incident.service} in ${incident.environment} is not in services.yaml`);
  }
  const query = { service, startedAt: alertedOnset(record), now };
  const found = await timeouts
    .limit(readerSeconds, (signal) => reader.read({ ...query, signal }))
    .catch((error: unknown) => unavailable(failureReason(error)));
  if (found.status === 'unavailable') return found;
  await incidents.putEvidence(incidentId, found);
  return { kind, status: 'available' };
}
