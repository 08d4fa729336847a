import type { IamStatement } from '../../lambdas/ports/action.ts';

/** An API route. `iam`: callers sign with AWS credentials; `open`: the handler authenticates, or shows nothing secret. */
export interface Route {
  readonly method: 'GET' | 'POST';
  /** As API Gateway writes it, with `{parameters}`. */
  readonly path: string;
  readonly access: 'iam' | 'open';
}

/** What calls a function. */
export type Trigger =
  | { readonly kind: 'http'; readonly routes: readonly Route[] }
  | { readonly kind: 'queue'; readonly batchSize: number; readonly windowSeconds: number }
  | { readonly kind: 'workflow' }
  | { readonly kind: 'schedule'; readonly everyMinutes: number };

/** Things a function may be given; each is a permission together with the environment variables that name its object. */
export const capabilities = [
  'read-incidents',
  'write-incidents',
  'write-ledger',
  'keep-large-deliveries',
  'redeem-claim-checks',
  'read-documents',
  'write-documents',
  'send-alerts',
  'start-workflow',
  'answer-workflow',
  'read-approval-key',
  'read-sources-secret',
  'record-changes',
  'send-mail',
  'confirm-subscriptions',
  'schedule-checks',
  'read-metrics',
  'link-to-console',
  'link-to-execution',
] as const;
export type Capability = (typeof capabilities)[number];

/** One deployed function, as plain data: the stacks, the laptop, the alarms, the runbook and the tests all read it. */
export interface FunctionSpec {
  /** File in `lambdas/handlers/`. */
  readonly handler: string;
  /** Follows `firebreak-<stage>-` in the function's name; the handler's, except for one function per action. */
  readonly name: string;
  /** The action that a take-action or undo-action function executes. */
  readonly actionKind: string | null;
  readonly trigger: Trigger;
  readonly memoryMb: number;
  readonly timeoutSeconds: number;
  readonly capabilities: readonly Capability[];
  /** Permissions on the user's own system. `{region}`, `{account}` and `{partition}` are filled in by the stack. */
  readonly statements: readonly IamStatement[];
  /** What a user loses when it fails: the text of its alarm. */
  readonly failureImpact: string;
}
