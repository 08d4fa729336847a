import type { Clock } from '../step-functions/clocks.ts';
import type { Account } from './account.ts';
import { flagDocument, flagValues } from './account.ts';
import type { Scenario } from './scenario.ts';

type StoryEvent = Scenario['story'][number];

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
    const event = this.#scenario.story[this.#account.played];
    if (event === undefined) return;
    this.#cancel = this.#clock.setTimer(this.#account.startedAtMs + event.afterSeconds * 1000, () => {
      this.#play(event);
      this.#account.finishEvent();
      this.start();
    });
  }

  stop(): void {
    this.#cancel();
  }

  #play({ deploy, flag }: StoryEvent): void {
    const now = this.#clock.now();
    if (deploy !== undefined) {
      const alias = this.#account.findFunction(deploy.function)?.aliases[0];
      if (alias === undefined) throw new Error(`The story deploys an unknown function: ${deploy.function}`);
      this.#account.publishVersion(deploy.function, deploy.version, now);
      this.#account.pointAlias(alias, deploy.version, now);
      this.#tell(`Version ${deploy.version} of ${deploy.function} is deployed.`);
    }
    if (flag !== undefined) {
      const profile = this.#account.findProfile(flag.application, flag.profile);
      if (profile === undefined) throw new Error(`The story changes an unknown flag: ${flag.flag}`);
      const values = flagValues(profile.versions.at(-1)?.content);
      const content = flagDocument({ ...values, [flag.flag]: { enabled: flag.enabled } });
      const version = this.#account.addConfiguration(profile, content, `Set ${flag.flag}`);
      this.#account.deployConfiguration(
        profile,
        version,
        `Set ${flag.flag} ${flag.enabled ? 'on' : 'off'}`,
        now,
      );
      this.#tell(`The flag ${flag.flag} of ${flag.application} is switched ${flag.enabled ? 'on' : 'off'}.`);
    }
  }
}
