import type { KnownEnvironments } from '../../domain/identity/environment-names.ts';
import type { ServicePolicy } from '../../domain/policy/schemas/services-schema.ts';
import type { Evidence, EvidenceKind } from '../../domain/records/evidence.ts';
import type { AwsClients } from '../aws-clients.ts';
import type { HttpClient } from '../http-client.ts';
import type { ReportedChangeStore } from '../stores/reported-change-store.ts';
import type { IamStatement } from './action.ts';

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
  /** Whether the service has anything of it; null: policy does not know the service. Left out: there is always something to read. */
  isFor?(service: ServicePolicy | null): boolean;
  read(query: EvidenceQuery): Promise<E>;
}

/** What readers are made of. */
export interface EvidenceContext {
  readonly aws: AwsClients;
  readonly http: HttpClient;
  /** All services that policy knows. */
  readonly services: readonly ServicePolicy[];
  readonly environments: KnownEnvironments['environments'];
  readonly reportedChanges: ReportedChangeStore;
}

/** How one kind of evidence is read, and what its handler may read of the user's for that: exactly what policy names. */
export interface EvidenceReading {
  readonly kind: EvidenceKind;
  create(context: EvidenceContext): EvidenceReader;
  /** Where these services are. */
  permissions(services: readonly ServicePolicy[]): readonly IamStatement[];
  /** Tokens of other servers, which Firebreak's own account keeps wherever the services are. */
  tokens?(services: readonly ServicePolicy[]): readonly IamStatement[];
}
