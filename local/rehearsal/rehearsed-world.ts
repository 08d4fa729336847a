import type { AwsClients } from '../../lambdas/ports/aws-clients.ts';
import type { Clock } from '../step-functions/values/clocks.ts';
import { Account } from '../world/account.ts';
import { Alerting, type PostWebhook } from '../world/alerting.ts';
import { answerOfAccount } from '../world/answer-of-account.ts';
import { type AnswerRequest, createInProcessAws } from '../world/in-process-aws.ts';
import type { Scenario } from '../world/scenario/scenario.ts';
import { Story } from '../world/story.ts';
import { memoryDirectory } from './memory/memory-directory.ts';

export interface RehearsedWorld {
  readonly account: Account;
  readonly aws: AwsClients;
  /** What the account answers to a request of such clients. */
  readonly answer: AnswerRequest;
  /** Its story continues, and its alerts are posted as Alertmanager's webhooks. */
  start(post: PostWebhook): void;
  stop(): void;
}

/** The simulated account of a scenario on a clock, in memory. */
export function createRehearsedWorld(scenario: Scenario, clock: Clock): RehearsedWorld {
  const account = Account.open(scenario, memoryDirectory(), clock.now());
  const answer = answerOfAccount(account, () => clock.now());
  const running: { stop(): void }[] = [];
  return {
    account,
    answer,
    aws: createInProcessAws(answer),
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
