import type { AwsCaller } from '../../lambdas/ports/aws-caller.ts';
import type { Clock } from '../step-functions/values/clocks.ts';
import { Account } from '../world/account.ts';
import { createAccountCaller } from '../world/account-caller.ts';
import { Alerting, type PostWebhook } from '../world/alerting.ts';
import type { Scenario } from '../world/scenario/scenario.ts';
import { Story } from '../world/story.ts';
import { memoryDirectory } from './memory/memory-directory.ts';

export interface RehearsedWorld {
  readonly account: Account;
  readonly aws: AwsCaller;
  /** Its story continues, and its alerts are posted as Alertmanager's webhooks. */
  start(post: PostWebhook): void;
  stop(): void;
}

/** The simulated account of a scenario on a clock, in memory. */
export function createRehearsedWorld(scenario: Scenario, clock: Clock): RehearsedWorld {
  const account = Account.open(scenario, memoryDirectory(), clock.now());
  const running: { stop(): void }[] = [];
  return {
    account,
    aws: createAccountCaller(account, () => clock.now()),
    start(post) {
      const story = new Story(scenario, account, clock, () => {});
      const alerting = new Alerting(scenario, account, clock, memoryDirectory(), post);
      for (const each of [story, alerting]) each.start();
      running.push(story, alerting);
    },
    stop() {
      for (const each of running) each.stop();
    },
  };
}
