import { join } from 'node:path';
import { createEngine } from '../step-functions/engine.ts';
import { startStepFunctionsServer } from '../step-functions/server.ts';
import { SqliteStore } from '../step-functions/store/sqlite-store.ts';
import type { InvokeLambda } from '../step-functions/task-executors/lambda.ts';
import { createTaskExecutor } from '../step-functions/task-executors/task-executor.ts';
import type { Clock } from '../step-functions/values/clocks.ts';
import { refuseForeign } from './http/loopback-server.ts';
import type { Room } from './state/room.ts';
import type { StateDirectory } from './state/state-directory.ts';

export interface WorkflowService {
  /** For `AWS_ENDPOINT_URL_SFN`. */
  readonly url: string;
  /** Resumes the stored executions. Before that, calls are not answered correctly. */
  resume(): void;
  stop(): Promise<void>;
}

/** Step Functions on disk, invoking the functions of this process. */
export async function startWorkflowService(options: {
  readonly state: StateDirectory;
  readonly clock: Clock;
  readonly invoke: InvokeLambda;
  readonly room: Room;
}): Promise<WorkflowService> {
  const store = new SqliteStore(join(options.state.folder('step-functions'), 'executions.sqlite'));
  const executor = createTaskExecutor({ invokeLambda: options.invoke, endpoints: {} });
  const { room } = options;
  const engine = createEngine({
    store,
    clock: options.clock,
    ...executor,
    mayRetryStore: async (error) => {
      if (!room.report(error)) return false;
      await room.free();
      return true;
    },
  });
  const server = await startStepFunctionsServer({ engine, port: 0, guard: refuseForeign });
  return {
    url: server.url,
    resume: () => engine.start(),
    stop: async () => {
      await server.close();
      engine.stop();
      store.close();
    },
  };
}
