import type { SmokeTestForm } from '../../domain/policy/schemas/smoke-test-schema.ts';
import type { SmokeOutcome } from '../../domain/records/recovery-look/recovery-look.ts';
import type { AwsClients } from '../aws-clients.ts';
import type { HttpProbe } from '../http-probe.ts';
import type { IamStatement } from './action.ts';

/** What a smoke test works with; it ends when the signal says so. */
export interface SmokeTestContext {
  /** Of the account and Region that the service is in. */
  readonly aws: AwsClients;
  readonly http: HttpProbe;
  /** Value of a secret, by its name. Rejects with ConfigurationError when there is none. */
  readonly secret: (name: string) => Promise<string>;
  readonly id: string;
  readonly now: Date;
  readonly signal: AbortSignal;
}

/** `unknown`: the test could not be made, which says nothing about the service. */
export interface SmokeTestResult {
  readonly outcome: SmokeOutcome;
  /** For people, without the values of secrets. */
  readonly text: string;
  /** When what was seen happened; left out: now. */
  readonly at?: string;
}

/** One kind of smoke test. It changes nothing but what the flow itself changes, and does not act for Firebreak. */
export interface SmokeTestKind<Spec = Readonly<Record<string, unknown>>> extends SmokeTestForm {
  /** One line: what a test does, for lists. */
  describe(spec: Spec): string;
  /** Throws nothing that the server did: a failing flow is a result. */
  run(context: SmokeTestContext, spec: Spec): Promise<SmokeTestResult>;
  /** What it may do in the account of the service. `{region}`, `{account}` and `{partition}` are filled in by the stack. */
  iam(specs: readonly Spec[]): readonly IamStatement[];
  /** Secrets that it reads, by name: they are where Firebreak runs. */
  secrets(spec: Spec): readonly string[];
  /** Servers that it asks itself, by name. */
  hosts(spec: Spec): readonly string[];
}
