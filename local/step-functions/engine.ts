import { randomUUID } from 'node:crypto';
import { ApiError } from './api/api-error.ts';
import type { ArnScope } from './api/arns.ts';
import type { ApiContext, ResponseObject } from './api/operation.ts';
import { type Action, isAction, OPERATIONS, type ResponseOf } from './api/operations.ts';
import { Request } from './api/request.ts';
import type { Machine } from './definition/machine.ts';
import type { ExpressionSources } from './expressions/functions.ts';
import { MachineCache } from './runtime/machine-cache.ts';
import { Runtime } from './runtime/runtime.ts';
import type { Store } from './store/store.ts';
import type { Clock } from './values/clocks.ts';
import type { Json } from './values/json.ts';
import type { InvokeTask } from './values/task-request.ts';

export interface EngineOptions {
  readonly store: Store;
  readonly clock: Clock;
  readonly invokeTask: InvokeTask;
  /** Why a Task resource cannot be run here, or undefined when it can. Default: every resource can. */
  readonly refuseResource?: (arn: string) => string | undefined;
  /** Randomness in [0, 1) for `$random` and retry jitter. */
  readonly random?: () => number;
  /** Unique ids for `$uuid`, tokens, revisions and unnamed executions. */
  readonly uuid?: () => string;
  /** Where ARNs say the engine is. */
  readonly arnScope?: ArnScope;
  /** Asked when the store did not take a change: resolves to true when it is to be tried again. Nothing else moves meanwhile. Default: never. */
  readonly mayRetryStore?: (error: unknown) => Promise<boolean>;
  /** Told when the store or the engine itself broke. The engine has stopped then. Default: throws it globally. */
  readonly onBroken?: (error: unknown) => void;
}

/** A Step Functions engine in this process. */
export interface Engine {
  /** An API call by the name of its action, with members as the AWS SDK names them. Throws ApiError. */
  call<A extends Action>(action: A, request: Json): Promise<ResponseOf<A>>;
  /** The same for callers that cannot know whether the action exists. */
  callByName(action: string, request: Json): Promise<ResponseObject>;
  /** Takes up the executions that the store says are running. Call it once, before anything else. */
  start(): void;
  /** Resolves when there is nothing to do until time passes or a task answers. */
  whenIdle(): Promise<void>;
  /** Stops at once. Everything is in the store; another engine on the same store continues from there. */
  stop(): void;
}

const DEFAULT_SCOPE: ArnScope = { region: 'us-east-1', accountId: '000000000000' };

/** Makes an engine. Nothing runs before `start`. */
export function createEngine(options: EngineOptions): Engine {
  const { store, clock, arnScope = DEFAULT_SCOPE, random = Math.random, uuid = randomUUID } = options;
  const sources: ExpressionSources = { now: () => clock.now(), random, uuid };
  const machines = new MachineCache(sources, store, options.refuseResource);
  const machineOf = (revisionId: string): Machine => machines.ofRevision(revisionId);
  const runtime = new Runtime({
    store,
    clock,
    invokeTask: options.invokeTask,
    sources,
    machineOf,
    mayRetryStore: options.mayRetryStore ?? (async () => false),
    onBroken: options.onBroken ?? rethrow,
  });
  const context: ApiContext = {
    store,
    clock,
    runtime,
    arnScope,
    defaultRoleArn: `arn:aws:iam::${arnScope.accountId}:role/step-functions`,
    parse: (definition) => machines.parse(definition),
    machineOf,
    uuid,
  };
  function call<A extends Action>(action: A, request: Json): Promise<ResponseOf<A>>;
  async function call(action: Action, request: Json): Promise<ResponseObject> {
    return OPERATIONS[action](context, new Request(request));
  }
  return {
    call,
    callByName: async (action, request) => {
      if (!isAction(action)) throw new ApiError('UnknownOperationException', `${action} is not implemented`);
      return call(action, request);
    },
    start: () => runtime.recover(),
    whenIdle: () => runtime.whenIdle(),
    stop: () => runtime.stop(),
  };
}

/** A broken engine must not go unnoticed: the process ends unless it handles uncaught exceptions. */
function rethrow(error: unknown): void {
  queueMicrotask(() => {
    throw error;
  });
}
