import type { Clock } from '../step-functions/clocks.ts';
import type { Account } from './account.ts';
import type { Scenario } from './scenario.ts';

/** Plays a scenario's events at their times; one that was played before a restart is not played again. */
export class Story {
  readonly #scenario: Scenario;
  readonly #account: Account;
  readonly #clock: Clock;
  readonly #tell: (line: string) => void;
  #cancel: () => void = () => {};

  constructor(scenario: Scenario, account: Account, clock: Clock, tell: (line: string) => void) {
    this.#scenario = scenario;
    this.#account = account;
    this.#clock = clock;
    this.#tell = tell;
  }

  start(): void {
    const event = this.#scenario.story.filter(({ afterSeconds }) => afterSeconds >= 0)[this.#account.played];
    if (event === undefined) return;
    this.#cancel = this.#clock.setTimer(this.#account.startedAtMs + event.afterSeconds * 1000, () => {
      this.#tell(this.#account.play(event, this.#clock.now()));
      this.#account.finishEvent();
      this.start();
    });
  }

  stop(): void {
    this.#cancel();
  }
}
