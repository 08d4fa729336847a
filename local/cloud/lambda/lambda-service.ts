import { randomUUID } from 'node:crypto';
import { appendFileSync } from 'node:fs';
import { availableParallelism } from 'node:os';
import { join } from 'node:path';
import type { WorkingClock } from '../state/working-clock.ts';
import {
  functionError,
  LambdaEnvironment,
  type LambdaFunction,
  type LambdaResult,
} from './lambda-environment.ts';

/** Environments of one function: more than the cores can run only take longer to warm up. */
const CONCURRENCY = Math.max(2, Math.min(4, availableParallelism()));

interface Deployed {
  readonly definition: LambdaFunction;
  readonly idle: LambdaEnvironment[];
  readonly waiting: (() => void)[];
  readonly log: (text: string) => void;
  busy: number;
}

/** Runs deployed bundles as Lambda does: environments are started cold, reused warm, and take one event at a time. */
export class LambdaService {
  readonly #functions = new Map<string, Deployed>();
  readonly #clock: WorkingClock;
  readonly #logFolder: string;

  constructor(clock: WorkingClock, logFolder: string) {
    this.#clock = clock;
    this.#logFolder = logFolder;
  }

  deploy(definition: LambdaFunction): void {
    const file = join(this.#logFolder, `${definition.name}.log`);
    const log = (text: string): void => {
      try {
        appendFileSync(file, text, { mode: 0o600 });
      } catch {
        // A log that cannot be written keeps no function from its work.
      }
    };
    this.#functions.set(definition.name, { definition, idle: [], waiting: [], log, busy: 0 });
  }

  /** @param name a function's name or ARN */
  async invoke(name: string, event: unknown): Promise<LambdaResult> {
    const deployed = this.#functions.get(functionName(name));
    if (deployed === undefined)
      return functionError('ResourceNotFoundException', `Function not found: ${name}`);
    return this.#clock.work(async () => {
      const environment = await this.#take(deployed);
      try {
        return await environment.invoke(randomUUID(), event, this.#clock.read());
      } finally {
        this.#giveBack(deployed, environment);
      }
    });
  }

  async stop(): Promise<void> {
    for (const { idle } of this.#functions.values()) {
      await Promise.all(idle.map((environment) => environment.stop()));
    }
  }

  async #take(deployed: Deployed): Promise<LambdaEnvironment> {
    while (deployed.busy >= CONCURRENCY) {
      await new Promise<void>((resolve) => deployed.waiting.push(resolve));
    }
    deployed.busy += 1;
    for (let warm = deployed.idle.pop(); warm !== undefined; warm = deployed.idle.pop()) {
      if (warm.alive) return warm;
    }
    return this.#start(deployed);
  }

  /** Without a file descriptor left, no thread can be started. */
  #start(deployed: Deployed): LambdaEnvironment {
    try {
      return new LambdaEnvironment(deployed.definition, deployed.log);
    } catch (error) {
      this.#release(deployed);
      throw error;
    }
  }

  #giveBack(deployed: Deployed, environment: LambdaEnvironment): void {
    if (environment.alive) deployed.idle.push(environment);
    this.#release(deployed);
  }

  #release(deployed: Deployed): void {
    deployed.busy -= 1;
    deployed.waiting.shift()?.();
  }
}

function functionName(nameOrArn: string): string {
  return /:function:([^:]+)/.exec(nameOrArn)?.[1] ?? nameOrArn;
}
