import type { ServicePolicy } from '../domain/policy/services-schema.ts';
import type { Evidence, EvidenceKind } from '../domain/records/evidence.ts';

export interface EvidenceQuery {
  readonly service: ServicePolicy;
  /** When the first alert said that it began. */
  readonly startedAt: Date;
  readonly now: Date;
  /** Nobody waits any more when it is aborted. */
  readonly signal?: AbortSignal;
}

/** A way to read one kind of evidence. May reject: the use case turns that into `unavailable` with the reason. */
export interface EvidenceReader<E extends Evidence = Evidence> {
  readonly kind: EvidenceKind;
  read(query: EvidenceQuery): Promise<E>;
}
