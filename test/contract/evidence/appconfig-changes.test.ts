import { afterEach, describe, expect, it } from '@jest/globals';
import { ConfigurationError, DependencyUnavailableError } from '../../../lambdas/domain/errors.ts';
import { createAppConfigChangesReader } from '../../../lambdas/evidence/changes/appconfig-changes-reader.ts';
import { appConfigConfiguration } from '../../../lambdas/resources/appconfig-configuration.ts';
import { appConfigFlag } from '../../../lambdas/resources/appconfig-flag.ts';
import type { Account } from '../../../local/world/account.ts';
import { appConfig } from '../../../local/world/services/appconfig/appconfig.ts';
import {
  addProfile,
  addVersion,
  deployVersion,
  findEnvironment,
} from '../../../local/world/services/appconfig/appconfig-state.ts';
import { aScenario } from '../../support/builders/account-scenario.ts';
import { aService } from '../../support/builders/builders.ts';
import { aResource } from '../../support/builders/resources.ts';
import { faultResponse } from '../../support/faults/account-faults.ts';
import { startTestAccount, type TestAccount } from '../../support/servers/test-account.ts';
import { flags, shopFlags } from '../../support/worlds/shop-account.ts';

const startedAt = new Date('2026-11-23T02:02:00.000Z');
const now = new Date('2026-11-23T02:05:00.000Z');
const place = { application: 'shop1', environment: 'prod1' };
const limits = { ...place, profile: 'limits' };
const newPricing = aResource(appConfigFlag, { ...shopFlags, flag: 'new-pricing' });
const service = aService({
  resources: [
    newPricing,
    aResource(appConfigFlag, { ...shopFlags, flag: 'banner' }),
    aResource(appConfigConfiguration, limits),
  ],
});

/** The flags, then limits that were stopped and deployed again, then the flag switched on, which still bakes. */
function seed(account: Account): void {
  const state = account.stateOf(appConfig);
  addProfile(state, shopFlags, flags(false), Date.parse('2026-11-10T09:00:00Z'));
  addProfile(state, limits, '{"most":7}', Date.parse('2026-11-22T11:00:00Z'));
  const stopped = findEnvironment(state, place.application, place.environment)?.deployments[1];
  if (stopped !== undefined) stopped.stoppedAt = '2026-11-22T11:05:00.000Z';
  const raised = addVersion(state, limits, '{"most":8}', 'raised');
  deployVersion(state, limits, raised, 'raised', Date.parse('2026-11-22T12:00:00Z'));
  const switchedOn = addVersion(state, shopFlags, flags(true), 'on');
  deployVersion(state, shopFlags, switchedOn, 'on', Date.parse('2026-11-23T02:01:00Z'));
}

let shop: TestAccount | undefined;
afterEach(async () => {
  await shop?.stop();
  shop = undefined;
});

const start = async (seeded: typeof seed = seed): Promise<TestAccount> => {
  shop = await startTestAccount({ scenario: aScenario({}), nowMs: now.getTime(), seed: seeded });
  return shop;
};
const read = ({ aws }: TestAccount) => createAppConfigChangesReader(aws).read({ service, startedAt, now });

describe('changes out of AppConfig', () => {
  it('are the flags that policy names and its other configuration, with how previous deployments ended', async () => {
    expect(await read(await start())).toEqual([
      {
        id: 'appconfig-flag:shop1:prod1:flags:new-pricing@4',
        kind: 'flag-change',
        service: 'checkout',
        resource: newPricing,
        summary: 'Feature flag new-pricing switched on (AppConfig deployment 4)',
        at: '2026-11-23T02:01:00.000Z',
        actor: null,
        size: { count: 1, of: 'flags' },
        trackRecord: { changes: 1, harmful: 0 },
        link: 'https://eu-west-1.console.aws.amazon.com/systems-manager/appconfig/applications/shop1/environments/prod1?region=eu-west-1',
        before: 'off',
        after: 'on',
        deployedBefore: '1',
      },
      expect.objectContaining({
        id: 'appconfig-configuration:shop1:prod1:limits@3',
        kind: 'configuration-change',
        resource: expect.objectContaining({ key: 'appconfig-configuration:shop1:prod1:limits' }),
        summary: 'Configuration limits version 2 (AppConfig deployment 3)',
        at: '2026-11-22T12:00:00.000Z',
        size: null,
        trackRecord: { changes: 1, harmful: 1 },
        after: '2',
      }),
    ]);
  });

  it('never ask for the content of a configuration that is no flags, and ask for each thing once', async () => {
    const account = await start();
    await read(account);
    const paths = account.calls.map(({ path }) => path);
    expect(paths.filter((path) => path.includes('limits'))).toEqual([]);
    expect(account.calls.filter(({ operation }) => operation === 'appconfig:ListDeployments')).toHaveLength(
      1,
    );
    const single = account.calls.filter(({ operation }) => operation === 'appconfig:GetDeployment');
    const numbers = single.map(({ path }) => Number(path.split('/').at(-1)));
    expect(numbers.toSorted((a, b) => a - b)).toEqual([1, 2, 3, 4]);
  });

  it('cannot be told without access or in a place that is not there', async () => {
    const denied = await start();
    const fault = faultResponse(403, 'AccessDeniedException', undefined);
    denied.inject({ operation: 'appconfig:ListDeployments', fault });
    await expect(read(denied)).rejects.toBeInstanceOf(ConfigurationError);
    await denied.stop();
    await expect(read(await start(() => {}))).rejects.toBeInstanceOf(ConfigurationError);
  });

  it.each(['throttled', 'failing', 'refused', 'lost'] as const)(
    'are told all the same when a request is %s',
    async (fault) => {
      const account = await start();
      account.inject({ operation: 'appconfig:GetDeployment', fault });
      expect(await read(account)).toHaveLength(2);
    },
  );

  it('cannot be told while AppConfig fails', async () => {
    const account = await start();
    account.inject({ operation: 'appconfig:ListDeployments', fault: 'failing', times: 9 });
    await expect(read(account)).rejects.toBeInstanceOf(DependencyUnavailableError);
  });
});
