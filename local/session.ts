import { setAside } from './cloud/state/set-aside.ts';
import { StateDirectory } from './cloud/state/state-directory.ts';
import { Progress } from './progress.ts';
import { type Local, type LocalOptions, startLocal } from './start-local.ts';

/** What runs at present: one scenario after another, each from a state of its own. */
export class Session {
  readonly #options: LocalOptions;
  readonly #print: (line: string) => void;
  readonly #greet: (local: Local) => void;
  /** A run that cannot begin ends everything. */
  readonly #fail: (error: unknown) => void;
  #local: Local | null = null;
  #progress: Progress | null = null;
  #isStopped = false;

  constructor(
    options: LocalOptions,
    {
      print,
      greet,
      fail,
    }: { print: (line: string) => void; greet: (local: Local) => void; fail: (error: unknown) => void },
  ) {
    this.#options = options;
    this.#print = print;
    this.#greet = greet;
    this.#fail = fail;
  }

  async start(options: LocalOptions = this.#options): Promise<void> {
    const local = await startLocal({
      ...options,
      incidents: () => this.#progress?.now() ?? { inFocus: null, actions: [] },
      restart: (scenario) => void this.#switchTo(scenario).catch(this.#fail),
    });
    this.#local = local;
    this.#greet(local);
    this.#progress = new Progress(local.addresses, this.#print);
    this.#progress.start();
  }

  report(error: unknown): boolean {
    return this.#local?.report(error) === true;
  }

  async stop(): Promise<void> {
    this.#isStopped = true;
    await this.#end();
  }

  async #end(): Promise<void> {
    this.#progress?.stop();
    this.#progress = null;
    await this.#local?.stop();
    this.#local = null;
  }

  async #switchTo(scenario: string): Promise<void> {
    const { scenario: played } = this.#local ?? {};
    this.#print(`\nStarting the scenario ${scenario}.`);
    await this.#end();
    if (this.#isStopped) return;
    const folder = setAside(new StateDirectory(this.#options.stateDir), played?.name ?? 'none', new Date());
    this.#print(`What was here is set aside in ${folder}.`);
    const { seed: _seed, ...options } = this.#options;
    await this.start({ ...options, scenario });
  }
}
