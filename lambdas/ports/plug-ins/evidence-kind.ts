import type * as z from 'zod/mini';
import type { AvailableEvidence } from '../../domain/records/evidence.ts';
import type { EvidenceDescription } from '../../domain/reporting/evidence/evidence-description.ts';
import type { EvidenceConditions } from '../../domain/triage/conditions/evidence-conditions.ts';

/** One kind of evidence: all that others show, decide and allow of it. Its readers are in the same folder. */
export interface EvidencePlugIn<Found extends AvailableEvidence = AvailableEvidence>
  extends EvidenceDescription<Found>,
    EvidenceConditions<Found> {
  /** What of it leaves by the API. */
  readonly response: z.ZodMiniType;
}
