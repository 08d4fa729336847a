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

/**
 * Environments of all functions, each some 12 MB. A whole incident uses about 17 functions: those that idle longest make room, so that the
 * memory does not grow with the number of functions, nor of cores.
 */
const MOST_ENVIRONMENTS = 20;

interface Deployed {
  readonly definition: LambdaFunction;
  readonly waiting: (() => void)[];
  readonly log: (text: string) => void;
  busy: number;
}

/** Runs deployed bundles as Lambda does: environments are started cold, reused warm, and take one event at a time. */
export class LambdaService {
  readonly #functions = new Map<string, Deployed>();
  readonly #clock: WorkingClock;
  readonly #logFolder: string;
  readonly #most: number;
  /** The one that has idled longest first. */
  readonly #idle: { readonly deployed: Deployed; readonly environment: LambdaEnvironment }[] = [];
  #busy = 0;

  constructor(clock: WorkingClock, logFolder: string, mostEnvironments = MOST_ENVIRONMENTS) {
    this.#clock = clock;
    this.#logFolder = logFolder;
    this.#most = mostEnvironments;
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
    this.#functions.set(definition.name, { definition, waiting: [], log, busy: 0 });
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
    await Promise.all(this.#idle.map(({ environment }) => environment.stop()));
  }

  async #take(deployed: Deployed): Promise<LambdaEnvironment> {
    while (deployed.busy >= CONCURRENCY) {
      await new Promise<void>((resolve) => deployed.waiting.push(resolve));
    }
    deployed.busy += 1;
    this.#busy += 1;
    return this.#warm(deployed) ?? this.#start(deployed);
  }

  /** The one that was used last, so that those of a burst come to idle. */
  #warm(deployed: Deployed): LambdaEnvironment | null {
    const at = this.#idle.findLastIndex((each) => each.deployed === deployed);
    const [found] = at === -1 ? [] : this.#idle.splice(at, 1);
    if (found === undefined) return null;
    return found.environment.alive ? found.environment : this.#warm(deployed);
  }

  /** Without a file descriptor left, no thread can be started. */
  #start(deployed: Deployed): LambdaEnvironment {
    try {
      this.#makeRoom();
      return new LambdaEnvironment(deployed.definition, deployed.log);
    } catch (error) {
      this.#release(deployed);
      throw error;
    }
  }

  #giveBack(deployed: Deployed, environment: LambdaEnvironment): void {
    if (environment.alive) this.#idle.push({ deployed, environment });
    this.#release(deployed);
    this.#makeRoom();
  }

  #makeRoom(): void {
    while (this.#busy + this.#idle.length > this.#most) {
      const longestIdle = this.#idle.shift();
      if (longestIdle === undefined) return;
      void longestIdle.environment.stop();
    }
  }

  #release(deployed: Deployed): void {
    deployed.busy -= 1;
    this.#busy -= 1;
    deployed.waiting.shift()?.();
  }
}

function functionName(nameOrArn: string): string {
  return /:function:([^:]+)/.exec(nameOrArn)?.[1] ?? nameOrArn;
}
