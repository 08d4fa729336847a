import type { FieldTree } from '../../policy/conditions/condition-fields.ts';
import type { AvailableEvidence, EvidenceKind } from '../../records/evidence.ts';

/** What conditions may read of one kind of evidence. */
export interface EvidenceValues<Found extends AvailableEvidence = AvailableEvidence> {
  /** `evidence.<name>` in a condition. */
  readonly name: string;
  readonly fields: FieldTree;
  /** Plain JSON; what is not known is left out. */
  values(found: Found): unknown;
}

export interface EvidenceConditions<Found extends AvailableEvidence = AvailableEvidence> {
  readonly kind: EvidenceKind;
  readonly conditions: EvidenceValues<Found>;
}
