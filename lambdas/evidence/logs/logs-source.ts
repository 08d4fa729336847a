import type { TimeSpan } from '../../domain/records/evidence.ts';
import type { CountedMessage } from '../../domain/triage/logs/rank-patterns.ts';

export interface LogsQuery {
  readonly before: TimeSpan;
  readonly after: TimeSpan;
  readonly signal?: AbortSignal | undefined;
}

/** Error messages of both spans, unmasked: they do not leave the reader like this. */
export interface SourceMessages {
  readonly before: readonly CountedMessage[];
  /** False: what was logged before could not be read to its end. */
  readonly isBeforeKnown: boolean;
  readonly after: readonly CountedMessage[];
  /** Counts are lower bounds. */
  readonly truncated: boolean;
}

/** One place where a service's logs are. */
export interface LogsSource {
  /** For people: a log group, a host. */
  readonly place: string;
  query(spans: LogsQuery): { readonly text: string; readonly link: string | null };
  read(spans: LogsQuery): Promise<SourceMessages>;
}
