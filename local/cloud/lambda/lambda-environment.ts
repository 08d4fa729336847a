import { Worker } from 'node:worker_threads';
import type { LambdaResponse } from '../../step-functions/task-executors/lambda.ts';
import type { ClockReading } from '../state/working-clock.ts';

export interface LambdaFunction {
  readonly name: string;
  /** The deployed bundle: a CommonJS file that exports `handler`. */
  readonly bundle: string;
  readonly environment: Readonly<Record<string, string>>;
  readonly timeoutSeconds: number;
  readonly memoryMb: number;
  /** A CommonJS file that is loaded before the bundle; on AWS that would be a wrapper. */
  readonly wrapper?: string;
}

/** What a function answers: its result, or the error that it threw. */
export type LambdaResult = LambdaResponse;

interface Reply {
  readonly requestId: string;
  readonly result: LambdaResult;
}

/** One execution environment: a thread with the bundle loaded, its own environment variables, one event at a time. */
export class LambdaEnvironment {
  readonly #worker: Worker;
  readonly #function: LambdaFunction;
  #alive = true;

  constructor(definition: LambdaFunction, log: (line: string) => void) {
    this.#function = definition;
    this.#worker = new Worker(new URL('./lambda-worker.mjs', import.meta.url), {
      workerData: { bundle: definition.bundle, wrapper: definition.wrapper },
      env: { ...definition.environment },
      stdout: true,
      stderr: true,
      execArgv: [],
      resourceLimits: { maxOldGenerationSizeMb: definition.memoryMb },
    });
    this.#worker.stdout.setEncoding('utf8').on('data', log);
    this.#worker.stderr.setEncoding('utf8').on('data', log);
    this.#worker.unref();
    this.#worker.once('exit', () => {
      this.#alive = false;
    });
  }

  get alive(): boolean {
    return this.#alive;
  }

  /** Runs one event. A crash or a timeout ends the environment and is an error of the function, as on AWS. */
  invoke(requestId: string, event: unknown, world: ClockReading): Promise<LambdaResult> {
    const { name, timeoutSeconds } = this.#function;
    return new Promise((resolve) => {
      const settle = (result: LambdaResult): void => {
        clearTimeout(timer);
        this.#worker.off('message', onMessage).off('error', onError).off('exit', onExit).unref();
        resolve(result);
      };
      const onMessage = (reply: Reply): void => {
        if (reply.requestId === requestId) settle(reply.result);
      };
      const onError = (error: Error): void =>
        settle(functionError('Runtime.UnhandledException', error.message));
      const onExit = (): void =>
        settle(functionError('Runtime.ExitError', `${requestId} exited before it answered`));
      const timer = setTimeout(() => {
        settle(
          functionError('Sandbox.Timedout', `${requestId} Task timed out after ${timeoutSeconds}.00 seconds`),
        );
        void this.stop();
      }, timeoutSeconds * 1000);
      this.#worker.on('message', onMessage).on('error', onError).on('exit', onExit).ref();
      this.#worker.postMessage({ requestId, event, world, functionName: name, timeoutSeconds });
    });
  }

  async stop(): Promise<void> {
    this.#alive = false;
    await this.#worker.terminate();
  }
}

export function functionError(errorType: string, errorMessage: string): LambdaResult {
  return { functionError: { errorType, errorMessage } };
}
