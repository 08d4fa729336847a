import type { Change, Evidence } from '../../lambdas/domain/records/evidence.ts';
import type { ResourceId } from '../../lambdas/domain/records/resource.ts';
import type { Account } from '../../local/world/account.ts';
import type { Scenario } from '../../local/world/scenario/scenario.ts';

/**
 * What the contract suite (test/contract/actions) needs to try one action: an account it works on, and ways in which that
 * may differ. Each action has one, exported as `bench` by `test/actions/<kind>/bench.ts`.
 */
export interface ActionBench {
  readonly scenario: Scenario;
  readonly now: Date;
  /** Fills the account as the scenario cannot. */
  readonly seed?: (account: Account) => void;
  /** The resource that policy names. */
  readonly target: ResourceId;
  /** What it is planned for, and what of that cannot be planned. */
  readonly change: Change | null;
  readonly evidence: readonly Evidence[];
  readonly unplannable: Readonly<Record<string, Partial<Pick<ActionBench, 'change' | 'evidence'>>>>;
  /** What it plans. */
  readonly params: Readonly<Record<string, unknown>>;
  /** Parameters that are wrong, with the field that the error must name. */
  readonly wrongParams: readonly (readonly [string, Readonly<Record<string, unknown>>])[];
  /** What the action changes, as it is in the account now. */
  look(account: Account): unknown;
  readonly afterExecution: unknown;
  /** Its execution only begins and changes nothing; the rest is done by `proceed`, which its own tests stop at every call. */
  readonly worksLater?: true;
  /** Minutes until that has settled; 0: at once. */
  readonly settlesAfterMinutes: number;
  /** AWS refuses any other change for so long after it. Left out: it takes them at once. */
  readonly busyMinutes?: number;
  /** Somebody else changes the same resource. */
  interfere(account: Account): void;
  /** Accounts in which the plan no longer makes sense. */
  readonly stale: Readonly<Record<string, (account: Account) => void>>;
  /** Permissions that only accounts other than this one need, each with the reason. */
  readonly otherPermissions: Readonly<Record<string, string>>;
}
