import type { CorrelationPolicy } from './schemas/correlation-schema.ts';
import type { GuardrailsPolicy } from './schemas/guardrails-schema.ts';
import type { PeoplePolicy } from './schemas/people-schema.ts';
import type { RunbookPolicy, RunbookStep } from './schemas/runbook-schema.ts';
import type { ServicesPolicy } from './schemas/services-schema.ts';
import type { SeverityPolicy } from './schemas/severity-schema.ts';
import type { SourceMappingPolicy } from './schemas/sources-schema.ts';

/** Where something stands in the policy: `severity.yaml:12`. */
export interface Placed {
  readonly place: string;
}

export type SeverityRule = SeverityPolicy['rules'][number] & Placed;
export type DefaultSeverity = SeverityPolicy['default'] & Placed;
/** Its place is that of its first line; fields are named beside it. */
export type SourceMapping = SourceMappingPolicy & Placed;
export type CompiledRunbookStep = RunbookStep & Placed;
export type CompiledRunbook = Omit<RunbookPolicy, 'steps'> &
  Placed & { readonly steps: readonly CompiledRunbookStep[] };

/** The events of an iCalendar file, by start; epoch milliseconds, the end is not part of it. */
export interface CalendarShifts {
  readonly file: string;
  readonly shifts: readonly { readonly person: string; readonly from: number; readonly until: number }[];
}

/** The whole policy as plain JSON, checked when it was compiled: handlers read it as it is. */
export interface CompiledPolicy {
  /** SHA-256 hex over the content; stored on every incident. */
  readonly hash: string;
  readonly correlateBy: ServicesPolicy['correlateBy'];
  readonly environments: ServicesPolicy['environments'];
  readonly defaultEnvironment: ServicesPolicy['defaultEnvironment'];
  readonly services: ServicesPolicy['services'];
  readonly correlation: CorrelationPolicy;
  /** In the order of the file: the first that fits reads a delivery. */
  readonly mappings: readonly SourceMapping[];
  readonly severity: { readonly rules: readonly SeverityRule[]; readonly default: DefaultSeverity };
  readonly guardrails: GuardrailsPolicy;
  readonly people: PeoplePolicy;
  /** What the calendars hold that layers of rotas name, read when the policy was compiled. */
  readonly calendars: readonly CalendarShifts[];
  /** In the order of their file names: the first that fits is executed. */
  readonly runbooks: readonly CompiledRunbook[];
}

export type { PersonPolicy } from './schemas/people-schema.ts';
export type { ServicePolicy } from './schemas/services-schema.ts';
export type { CorrelationPolicy, GuardrailsPolicy, PeoplePolicy };
