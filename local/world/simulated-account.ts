import type { StateDirectory } from '../cloud/state/state-directory.ts';
import type { Clock } from '../step-functions/values/clocks.ts';
import { Account } from './account.ts';
import { serveAccount } from './account-server.ts';
import { Alerting, type PostWebhook } from './alerting.ts';
import type { Scenario } from './scenario/scenario.ts';
import { Story } from './story.ts';

/** The system under incident: an AWS account that a scenario drives and that answers to what is done to it. */
export interface SimulatedAccount {
  /** `AWS_ENDPOINT_URL_*` of the services it simulates. */
  readonly endpoints: Readonly<Record<string, string>>;
  /** Which of them a service has, by the prefix of its permissions, such as `sqs`. */
  readonly variables: Readonly<Record<string, string>>;
  readonly url: string;
  readonly account: Account;
  /** Starts, or continues, the scenario's story and its monitoring. */
  play(post: PostWebhook, tell: (line: string) => void): void;
  stop(): Promise<void>;
}

export async function startSimulatedAccount(
  scenario: Scenario,
  state: StateDirectory,
  clock: Clock,
): Promise<SimulatedAccount> {
  const account = Account.open(scenario, state, clock.now());
  const server = await serveAccount(
    () => account,
    () => clock.now(),
  );
  const parts: { stop(): void }[] = [];
  return {
    url: server.url,
    account,
    endpoints: server.endpoints,
    variables: server.variables,
    play(post, tell) {
      const story = new Story(scenario, account, clock, tell);
      const alerting = new Alerting(scenario, account, clock, state, post);
      story.start();
      alerting.start();
      parts.push(story, alerting);
    },
    async stop() {
      for (const part of parts) part.stop();
      await server.stop();
    },
  };
}
