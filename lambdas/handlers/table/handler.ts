import type { EvidenceKind } from '../../domain/records/evidence.ts';
import type { Task } from '../../runtime/middleware/task.ts';
import type { HandlerDeps } from './handler-deps.ts';

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
  /** `isHeartbeat`: what runs every minute and whose silence raises the alarm `sweep-silent`. */
  | { readonly kind: 'schedule'; readonly everyMinutes: number; readonly isHeartbeat?: true }
  /** Schedules that are made for each incident. */
  | { readonly kind: 'incident-schedule' }
  /** Schedules of one time each that are made for an incident. */
  | { readonly kind: 'incident-time' }
  /** Events of the account's default bus. */
  | { readonly kind: 'event'; readonly source: string; readonly detailTypes: readonly string[] };

/** Things a function may be given; each is a permission together with the environment variables that name its object. */
export const capabilities = [
  'read-incidents',
  'write-incidents',
  'list-incidents',
  'write-ledger',
  'keep-large-deliveries',
  'redeem-claim-checks',
  'replay-deliveries',
  'delay-alerts',
  'read-documents',
  'write-documents',
  'send-alerts',
  'start-workflow',
  'answer-workflow',
  'read-approvals',
  'write-approvals',
  'reconcile-workflow',
  'read-approval-key',
  'read-token-key',
  'read-link-key',
  'read-session-key',
  'read-sign-in-secret',
  'release-locks',
  'read-sources-secret',
  'record-changes',
  'notify',
  'look-at-channels',
  'record-sign-ins',
  'read-sign-ins',
  'confirm-subscriptions',
  'schedule-checks',
  'end-checks',
  'read-metrics',
  'identify-callers',
  'file-tickets',
  'publish-status',
  'sign-records',
  'link-to-console',
  'link-to-execution',
] as const;
export type Capability = (typeof capabilities)[number];

/** What the cloud is told of a function, as plain data. */
export interface HandlerSpec {
  /** File in `lambdas/handlers/`. */
  readonly handler: string;
  /** Follows `firebreak-<stage>-` in the function's name; the handler's, except for one function per action. */
  readonly name: string;
  /** The one action that the function executes. */
  readonly actionKind: string | null;
  readonly trigger: Trigger;
  readonly memoryMb: number;
  readonly timeoutSeconds: number;
  /** Kept for it alone of the account's concurrency, and no more: a flood of one function starves no other. */
  readonly reservedConcurrency: number;
  readonly capabilities: readonly Capability[];
  /** What a user loses when it fails: the text of its alarm. */
  readonly failureImpact: string;
  /** False: it decides nothing by policy and so carries no copy of it. */
  readonly usesPolicy: boolean;
  /** Deployed only with this part of people.yaml; null: always. */
  readonly onlyWith: 'signIn' | 'publicStatus' | 'slackCommand' | 'agents' | null;
}

/** One handler: the stacks, the laptop, the rehearsal, the alarms, the runbook and the tests all read it. */
export interface Handler extends HandlerSpec {
  /** Evidence whose readers it uses, with their permissions on the user's system. */
  readonly evidence: EvidenceKind | null;
  /** What it does, loaded only where it runs in process. */
  readonly loadTask: () => Promise<Task<HandlerDeps>>;
}

/** What a handler must say of itself, and what only some do. */
export type HandlerRow = Pick<Handler, 'capabilities' | 'failureImpact' | 'loadTask'> &
  Partial<
    Pick<
      Handler,
      | 'trigger'
      | 'memoryMb'
      | 'timeoutSeconds'
      | 'reservedConcurrency'
      | 'evidence'
      | 'usesPolicy'
      | 'onlyWith'
    >
  >;

/** Handlers by name, each a function of its own. */
export function handlersOf(
  rows: Readonly<Record<string, HandlerRow>>,
  timeoutSeconds: number,
): readonly Handler[] {
  return Object.entries(rows).map(([name, row]) => ({
    handler: name,
    name,
    actionKind: null,
    trigger: { kind: 'workflow' },
    memoryMb: 512,
    timeoutSeconds,
    reservedConcurrency: 10,
    evidence: null,
    usesPolicy: true,
    onlyWith: null,
    ...row,
  }));
}
