import { memoryDirectory } from '../../../local/rehearsal/memory/memory-directory.ts';
import { Account } from '../../../local/world/account.ts';
import { answerOfAccount } from '../../../local/world/answer-of-account.ts';
import { createInProcessAws } from '../../../local/world/in-process-aws.ts';
import type { Scenario } from '../../../local/world/scenario/scenario.ts';
import { appConfig } from '../../../local/world/services/appconfig/appconfig.ts';
import {
  addProfile,
  addVersion,
  deployVersion,
  type Environment,
  findEnvironment,
} from '../../../local/world/services/appconfig/appconfig-state.ts';
import { effectiveDeployment } from '../../../local/world/services/appconfig/deployment-progress.ts';
import { flagValues } from '../../../local/world/services/appconfig/flag-document.ts';
import { lambda } from '../../../local/world/services/lambda/lambda.ts';
import { type Alias, findAlias, findFunction } from '../../../local/world/services/lambda/lambda-state.ts';
import { aScenario } from '../builders/account-scenario.ts';

export const shopNow = new Date('2026-03-01T02:04:02.000Z');

/** A Lambda function with one alias. */
export const shopScenario: Scenario = aScenario({
  functions: [
    {
      name: 'checkout',
      live: '57',
      versions: ['55', '56', '57'].map((version, index) => ({ version, minutesAgo: 3000 - index * 1000 })),
    },
  ],
});

export const shopFlags = { application: 'shop1', environment: 'prod1', profile: 'flags' } as const;
const other = { ...shopFlags, profile: 'other' };

export function flags(enabled: boolean): string {
  return JSON.stringify({
    version: '1',
    flags: { 'new-pricing': { name: 'new-pricing' }, banner: { name: 'banner' } },
    values: {
      'new-pricing': { enabled, _updatedAt: '2026-03-01T01:00:00.000Z' },
      banner: { enabled: true, colour: 'red' },
    },
  });
}

/** And an environment with two profiles: the flag was switched on days ago. */
export function seedShop(account: Account): void {
  const old = findFunction(account.stateOf(lambda), 'checkout')?.versions[0];
  if (old !== undefined) old.state = 'Inactive';
  const state = account.stateOf(appConfig);
  const daysAgo = (days: number): number => shopNow.getTime() - days * 86_400_000;
  addProfile(state, shopFlags, flags(false), daysAgo(30));
  addProfile(state, other, '{"a":1}', daysAgo(20));
  const version = addVersion(state, shopFlags, flags(true), 'on');
  deployVersion(state, shopFlags, version, 'on', daysAgo(10));
}

/** A stored configuration has none before it is deployed. */
const hasEffect = /^(PUT|DELETE|POST (?!.*hostedconfigurationversions))/;

/** The shop in this process, at a time that the test moves. */
export function shopInProcess() {
  const account = Account.open(shopScenario, memoryDirectory(), shopNow.getTime());
  seedShop(account);
  let time = shopNow.getTime();
  const answer = answerOfAccount(account, () => time);
  const changes: string[] = [];
  const aws = createInProcessAws(async (request) => {
    const response = await answer(request);
    const what = `${request.method} ${request.path}`;
    if ((response.status ?? 200) < 300 && hasEffect.test(what)) changes.push(what);
    return response;
  });
  return {
    account,
    aws,
    /** Requests that changed something, in order. */
    changes,
    pass: (minutes: number): void => {
      time += minutes * 60_000;
    },
  };
}

export function shopAlias(account: Account): Alias {
  const alias = findAlias(account.stateOf(lambda), 'checkout', 'live');
  if (alias === undefined) throw new Error('The shop has no alias');
  return alias;
}

export function shopEnvironment(account: Account): Environment {
  const environment = findEnvironment(
    account.stateOf(appConfig),
    shopFlags.application,
    shopFlags.environment,
  );
  if (environment === undefined) throw new Error('The shop has no environment');
  return environment;
}

/** Somebody deploys a new version of a profile to everybody. */
export function deployByHand(account: Account, profile: 'flags' | 'other', content: string): void {
  const state = account.stateOf(appConfig);
  const place = { ...shopFlags, profile };
  const version = addVersion(state, place, content, 'by hand');
  deployVersion(state, place, version, 'by hand', shopNow.getTime());
}

/** The flags that clients get, whatever the time: nothing in these tests lies ahead. */
export function flagsInEffect(account: Account): Readonly<Record<string, boolean>> {
  const found = effectiveDeployment(shopEnvironment(account), 'flags', Number.POSITIVE_INFINITY);
  const versions = account.stateOf(appConfig).profiles.find(({ id }) => id === 'flags')?.versions ?? [];
  const content = found === undefined ? undefined : versions[found.version - 1]?.content;
  return Object.fromEntries(
    Object.entries(flagValues(content)).map(([flag, { enabled }]) => [flag, enabled]),
  );
}
