import type { ServicePolicy } from '../../domain/policy/schemas/services-schema.ts';
import type { BlastDimension, TimeSpan } from '../../domain/records/evidence.ts';
import type { CountedValues } from '../../domain/triage/blast-radius/affected.ts';

export interface BlastQuery {
  readonly service: ServicePolicy;
  readonly span: TimeSpan;
  readonly signal?: AbortSignal | undefined;
}

/** Dimensions of a service that one kind of source counts; a promise that rejects costs its dimension only. */
export type BlastSource = (
  query: BlastQuery,
) => readonly { readonly dimension: BlastDimension; readonly counted: Promise<CountedValues> }[];
