import type { Clock } from '../step-functions/values/clocks.ts';
import type { Account } from './account.ts';
import type { Scenario } from './scenario/scenario.ts';
import type { StoryEvent } from './scenario/scenario-schema.ts';

/** Plays a scenario's events at their times; one that was played before a restart is not played again. */
export class Story {
  readonly #scenario: Scenario;
  readonly #account: Account;
  readonly #clock: Clock;
  readonly #tell: (line: string) => void;
  #cancel: () => void = () => {};
  #cancelEnds: readonly (() => void)[] = [];

  constructor(scenario: Scenario, account: Account, clock: Clock, tell: (line: string) => void) {
    this.#scenario = scenario;
    this.#account = account;
    this.#clock = clock;
    this.#tell = tell;
  }

  start(): void {
    this.#cancelEnds = this.#scenario.story.flatMap((event) => this.#tellOfEnd(event));
    this.#playNext();
  }

  stop(): void {
    this.#cancel();
    for (const cancel of this.#cancelEnds) cancel();
  }

  #playNext(): void {
    const event = this.#scenario.story.filter(({ afterSeconds }) => afterSeconds >= 0)[this.#account.played];
    if (event === undefined) return;
    this.#cancel = this.#clock.setTimer(this.#account.startedAtMs + event.afterSeconds * 1000, () => {
      this.#tell(this.#account.play(event, this.#clock.now()));
      this.#account.finishEvent();
      this.#playNext();
    });
  }

  /** What ends by itself needs nothing done at its end but an onlooker's note. */
  #tellOfEnd({ afterSeconds, condition }: StoryEvent): (() => void)[] {
    if (condition?.forSeconds === undefined) return [];
    const endsAt = this.#account.startedAtMs + (afterSeconds + condition.forSeconds) * 1000;
    if (endsAt <= this.#clock.now()) return [];
    return [this.#clock.setTimer(endsAt, () => this.#tell(`It is over: ${condition.summary}`))];
  }
}
