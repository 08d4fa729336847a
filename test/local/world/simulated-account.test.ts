import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import { StateDirectory } from '../../../local/cloud/state/state-directory.ts';
import { VirtualClock } from '../../../local/step-functions/values/clocks.ts';
import { Account } from '../../../local/world/account.ts';
import { Alerting } from '../../../local/world/alerting.ts';
import { loadScenario, ScenarioError, scenarioNames } from '../../../local/world/scenario/scenario.ts';
import { lambda } from '../../../local/world/services/lambda/lambda.ts';
import { findAlias, moveAlias, publishVersion } from '../../../local/world/services/lambda/lambda-state.ts';
import { MINUTE_MS } from '../../../local/world/signals/effect-level.ts';
import { signalsAt } from '../../../local/world/signals/signals.ts';
import { Story } from '../../../local/world/story.ts';

const START = Date.parse('2026-11-01T02:00:00.000Z');

describe('the simulated account', () => {
  let folder: string;
  let state: StateDirectory;
  beforeEach(() => {
    folder = mkdtempSync(join(tmpdir(), 'firebreak-'));
    state = new StateDirectory(folder);
  });
  afterEach(() => rmSync(folder, { recursive: true }));

  const scenario = loadScenario('bad-deploy');
  const checkout = scenario.services[0];
  if (checkout === undefined) throw new Error('bad-deploy has no service');

  const errorPercentAt = (account: Account, at: number): number => {
    const { errors, requests } = signalsAt(scenario, account, checkout, at);
    return (100 * errors) / requests;
  };

  it('fails while the bad version is live, and recovers when the alias is moved back', () => {
    const account = Account.open(scenario, state, START);
    const functions = account.stateOf(lambda);
    const alias = findAlias(functions, 'checkout', 'live');
    if (alias === undefined) throw new Error('no alias');
    publishVersion(functions, 'checkout', '57', START);
    moveAlias(alias, '57', START + MINUTE_MS);
    moveAlias(alias, '56', START + 5 * MINUTE_MS);
    account.save();

    expect(errorPercentAt(account, START)).toBeLessThan(1);
    expect(errorPercentAt(account, START + 2 * MINUTE_MS)).toBeGreaterThan(35);
    expect(errorPercentAt(account, START + 6 * MINUTE_MS)).toBeLessThan(1);
  });

  it('gives the same signals for the same minute, before and after a restart', () => {
    const before = signalsAt(scenario, Account.open(scenario, state, START), checkout, START);
    expect(signalsAt(scenario, Account.open(scenario, state, START + 99_000), checkout, START)).toEqual(
      before,
    );
  });

  it('plays an event once, even when it is started again', async () => {
    const told: string[] = [];
    for (const startAt of [START, START + 60_000]) {
      const clock = new VirtualClock(startAt);
      const story = new Story(scenario, Account.open(scenario, state, startAt), clock, (line) =>
        told.push(line),
      );
      story.start();
      await clock.advanceTo(startAt + 30_000);
    }
    expect(told).toEqual(['Version 57 of checkout is deployed.']);
  });

  it('posts an alert as firing, and as resolved when the cause is gone, over a restart', async () => {
    const posts: { status: string }[] = [];
    const post = async (body: string): Promise<void> => {
      posts.push(JSON.parse(body));
    };
    const run = async (from: number, minutes: number): Promise<void> => {
      const clock = new VirtualClock(from);
      const account = Account.open(scenario, state, from);
      const story = new Story(scenario, account, clock, () => undefined);
      const alerting = new Alerting(scenario, account, clock, state, post);
      story.start();
      alerting.start();
      await clock.advanceBy(minutes * MINUTE_MS);
      alerting.stop();
      const alias = findAlias(account.stateOf(lambda), 'checkout', 'live');
      if (alias !== undefined) moveAlias(alias, '56', clock.now());
      account.save();
    };
    await run(START, 5);
    expect(posts.map(({ status }) => status)).toEqual(['firing']);
    await run(START + 5 * MINUTE_MS, 5);
    expect(posts.map(({ status }) => status)).toEqual(['firing', 'resolved']);
  });

  it('refuses a scenario that does not exist and names those that do', () => {
    expect(() => loadScenario('../package')).toThrow(ScenarioError);
    expect(() => loadScenario('nothing')).toThrow(/bad-deploy/);
  });

  it.each(scenarioNames())('can read the scenario %s', (name) => {
    expect(loadScenario(name).name).toBe(name);
  });
});
