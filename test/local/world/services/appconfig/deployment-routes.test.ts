import { beforeEach, describe, expect, it } from '@jest/globals';
import { memoryDirectory } from '../../../../../local/rehearsal/memory/memory-directory.ts';
import { Account } from '../../../../../local/world/account.ts';
import type { StoryEvent } from '../../../../../local/world/scenario/scenario-schema.ts';
import { aScenario } from '../../../../support/builders/account-scenario.ts';
import { type RawAccount, rawAccount } from '../../../../support/worlds/raw-account.ts';

const startAt = Date.parse('2026-11-23T02:00:00.000Z');
const place = { application: 'shop1', environment: 'prod1' };
const switchedOn: StoryEvent = {
  id: 'on',
  afterSeconds: 0,
  chance: 1,
  flag: { name: 'new-pricing', enabled: true, attributes: {} },
};
const scenario = aScenario({
  flags: [
    { ...place, profile: 'flags', minutesAgo: 600, values: { 'new-pricing': { enabled: false } } },
    { ...place, profile: 'other', minutesAgo: 500, values: { banner: { enabled: true } } },
  ],
  story: [switchedOn],
});

let account: Account;
let raw: RawAccount;
let now: number;

beforeEach(() => {
  now = startAt;
  account = Account.open(scenario, memoryDirectory(), startAt);
  raw = rawAccount(account, () => now);
});

const pass = (minutes: number): void => {
  now += minutes * 60_000;
};
async function call(method: 'GET' | 'POST' | 'DELETE', path: string, body?: object, headers = {}) {
  const answer = await raw.call({
    service: 'appconfig',
    method,
    path: `/applications/shop1/environments/prod1/deployments${path}`,
    headers,
    body: JSON.stringify(body ?? {}),
  });
  return { status: answer.status, error: answer.headers['x-amzn-errortype'], ...JSON.parse(answer.body) };
}
const start = (strategy: string, more: object = {}) =>
  call('POST', '', {
    ConfigurationProfileId: 'flags',
    ConfigurationVersion: '1',
    DeploymentStrategyId: strategy,
    ...more,
  });
const stop = (number: number, revert = true) =>
  call('DELETE', `/${number}`, undefined, revert ? { 'allow-revert': 'true' } : {});
const stateOf = async (number: number) => (await call('GET', `/${number}`)).State;

describe('a deployment to everybody at once', () => {
  it('is in effect at once, bakes for ten minutes and then is complete', async () => {
    account.play(switchedOn, startAt);
    expect(account.spansOf('on')).toEqual([{ from: startAt, until: Number.POSITIVE_INFINITY, share: 1 }]);
    const { Items: items } = await call('GET', '?max_results=50');
    expect(items[0]).toMatchObject({
      DeploymentNumber: 3,
      State: 'BAKING',
      PercentageComplete: 100,
      DeploymentDurationInMinutes: 0,
      FinalBakeTimeInMinutes: 10,
    });
    expect(items[0].CompletedAt).toBeUndefined();
    pass(9.9);
    expect(await stateOf(3)).toBe('BAKING');
    pass(0.1);
    expect(await call('GET', '/3')).toMatchObject({
      State: 'COMPLETE',
      CompletedAt: '2026-11-23T02:10:00.000Z',
    });
  });

  it('keeps the environment busy for every profile until it is complete', async () => {
    account.play(switchedOn, startAt);
    const refused = await start('AppConfig.AllAtOnce', { ConfigurationProfileId: 'other' });
    expect([refused.status, refused.error]).toEqual([409, 'ConflictException']);
    pass(10);
    const deployed = await start('AppConfig.AllAtOnce', { ConfigurationProfileId: 'other' });
    expect(deployed).toMatchObject({ status: 201, DeploymentNumber: 4, State: 'BAKING' });
  });

  it('is refused when it is not the next one that the caller expects', async () => {
    const refused = await start('AppConfig.AllAtOnce', { LatestDeploymentNumber: 1 });
    expect([refused.status, refused.error]).toEqual([409, 'ConflictException']);
    expect((await start('AppConfig.AllAtOnce', { LatestDeploymentNumber: 2 })).DeploymentNumber).toBe(3);
  });
});

describe('stopping a deployment', () => {
  beforeEach(() => {
    account.play(switchedOn, startAt);
    pass(3);
  });

  it('rolls it back while it bakes, and its effect ends', async () => {
    expect(await stop(3)).toMatchObject({ status: 202, State: 'ROLLED_BACK', DeploymentNumber: 3 });
    expect(account.spansOf('on')).toEqual([{ from: startAt, until: now, share: 1 }]);
    expect((await start('AppConfig.AllAtOnce')).status).toBe(201);
  });

  it('needs Allow-Revert unless it is still growing', async () => {
    expect(await stop(3, false)).toMatchObject({ status: 400, error: 'BadRequestException' });
    pass(10);
    await start('AppConfig.Linear20PercentEvery6Minutes');
    expect(await stop(4, false)).toMatchObject({ status: 202, State: 'ROLLED_BACK' });
  });

  it('reverts it when it is complete, for 72 hours', async () => {
    pass(7 + 72 * 60);
    expect(await stop(3)).toMatchObject({ status: 202, State: 'REVERTED' });
    expect(account.spansOf('on')).toEqual([{ from: startAt, until: now, share: 1 }]);
    expect(await stop(3)).toMatchObject({ status: 400, error: 'BadRequestException' });
  });

  it('comes too late after 72 hours', async () => {
    pass(8 + 72 * 60);
    expect(await stop(3)).toMatchObject({ status: 400, error: 'BadRequestException' });
    expect(await stateOf(3)).toBe('COMPLETE');
  });
});

describe('a deployment that grows', () => {
  it('takes the flag from one share of the clients after the other', async () => {
    account.play(switchedOn, startAt);
    pass(10);
    await start('AppConfig.Linear20PercentEvery6Minutes');
    pass(7);
    expect(await call('GET', '/4')).toMatchObject({ State: 'DEPLOYING', PercentageComplete: 40 });
    const shares = account.spansOf('on').map(({ share }) => Math.round(share * 100));
    expect(shares).toEqual([100, 80, 60, 40, 20]);
    pass(23);
    expect(await stateOf(4)).toBe('BAKING');
  });
});
