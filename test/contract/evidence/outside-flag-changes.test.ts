import { afterEach, describe, expect, it } from '@jest/globals';
import { ConfigurationError } from '../../../lambdas/domain/errors.ts';
import {
  createOutsideFlagChangesReader,
  outsideFlagChangesIam,
} from '../../../lambdas/evidence/changes/outside-flag-changes-reader.ts';
import { launchDarklyFlag } from '../../../lambdas/resources/launchdarkly-flag.ts';
import { launchDarklyServer } from '../../../lambdas/resources/outside/launchdarkly-server.ts';
import { unleashServer } from '../../../lambdas/resources/outside/unleash-server.ts';
import { unleashFlag } from '../../../lambdas/resources/unleash-flag.ts';
import type { Account } from '../../../local/world/account.ts';
import { launchDarkly } from '../../../local/world/services/launchdarkly/launchdarkly.ts';
import {
  changeFlag,
  findFlag,
  turnFlag as turnAtLaunchDarkly,
} from '../../../local/world/services/launchdarkly/launchdarkly-state.ts';
import { secretsManager } from '../../../local/world/services/secrets-manager/secrets-manager.ts';
import { unleash } from '../../../local/world/services/unleash/unleash.ts';
import { turnFlag as turnAtUnleash } from '../../../local/world/services/unleash/unleash-state.ts';
import { aScenario } from '../../support/builders/account-scenario.ts';
import { aService } from '../../support/builders/builders.ts';
import { aResource } from '../../support/builders/resources.ts';
import { startTestAccount, type TestAccount } from '../../support/servers/test-account.ts';

const startedAt = new Date('2026-11-23T02:02:00.000Z');
const now = new Date('2026-11-23T02:05:00.000Z');
const at = (time: string): number => Date.parse(`2026-11-23T${time}Z`);
const tokenSecret = 'shop/flags';
const names = { project: 'shop', environment: 'production', flag: 'new-ranking', tokenSecret };
const ofLaunchDarkly = aResource(launchDarklyFlag, { host: 'app.launchdarkly.com', ...names });
const ofUnleash = aResource(unleashFlag, { server: 'unleash.shop.example', ...names });
const service = aService({ resources: [ofLaunchDarkly, ofUnleash] });
const query = { service, startedAt, now };

let shop: TestAccount | undefined;
afterEach(async () => {
  await shop?.stop();
  shop = undefined;
});

async function start(change: (account: Account) => void = () => {}) {
  shop = await startTestAccount({
    scenario: aScenario({
      secrets: [{ name: tokenSecret, minutesAgo: 90_000 }],
      launchDarklyFlags: [
        { ...names, on: false },
        { ...names, environment: 'staging' },
      ],
      unleashFlags: [
        { server: 'unleash.shop.example', ...names, on: false },
        { server: 'unleash.shop.example', ...names, environment: 'development' },
      ],
    }),
    nowMs: now.getTime(),
    seed: change,
  });
  return shop;
}

const atLaunchDarkly = ({ aws, http }: TestAccount) =>
  createOutsideFlagChangesReader(aws, http, launchDarklyFlag, launchDarklyServer).read(query);
const atUnleash = ({ aws, http }: TestAccount) =>
  createOutsideFlagChangesReader(aws, http, unleashFlag, unleashServer).read(query);

describe('changes of flags outside AWS', () => {
  it('of LaunchDarkly are switches and edits, with what the flag was before and after', async () => {
    const account = await start((seeded) => {
      const flag = findFlag(seeded.stateOf(launchDarkly), { environment: 'production' });
      if (flag === undefined) throw new Error('There is no such flag');
      turnAtLaunchDarkly(flag, true, at('01:00:00'), 'ben');
      turnAtLaunchDarkly(flag, false, at('01:10:00'), 'ben');
      changeFlag(flag, 'updateRules', at('01:20:00'), 'ben');
      turnAtLaunchDarkly(flag, true, at('02:01:00'), 'ana');
    });
    expect(await atLaunchDarkly(account)).toMatchObject([
      {
        kind: 'flag-change',
        before: 'off',
        after: 'on',
        actor: 'ana@shop.example',
        resource: ofLaunchDarkly,
      },
      { before: 'off', after: 'off', superseded: true },
      { before: 'on', after: 'off', superseded: true },
      { before: 'off', after: 'on', superseded: true, at: '2026-11-23T01:00:00.000Z' },
    ]);
    expect((await atLaunchDarkly(account))[0]).not.toHaveProperty('superseded');
  });

  it('of Unleash are those of their environment', async () => {
    const account = await start((seeded) => {
      const state = seeded.stateOf(unleash);
      const [production, development] = state.flags;
      if (production === undefined || development === undefined) throw new Error('There are no flags');
      turnAtUnleash(state, production, { on: true, by: 'ana', atMs: at('02:01:00') });
      turnAtUnleash(state, development, { on: true, by: 'ben', atMs: at('02:01:30') });
    });
    expect(await atUnleash(account)).toMatchObject([
      { before: 'off', after: 'on', actor: 'ana', at: '2026-11-23T02:01:00.000Z', resource: ofUnleash },
    ]);
  });

  it('are none where nothing was changed in the last days', async () => {
    const account = await start((seeded) => {
      const flag = findFlag(seeded.stateOf(launchDarkly), { environment: 'production' });
      if (flag !== undefined) turnAtLaunchDarkly(flag, true, at('02:01:00') - 30 * 86_400_000, 'ben');
    });
    expect([await atLaunchDarkly(account), await atUnleash(account)]).toEqual([[], []]);
  });

  it('cannot be told when a server refuses the token, and the token is never quoted', async () => {
    const account = await start((seeded) => {
      const [secret] = seeded.stateOf(secretsManager).secrets;
      if (secret !== undefined) Object.assign(secret, { value: 'another-token' });
      for (const flag of seeded.stateOf(launchDarkly).flags) Object.assign(flag, { tokenSecret: 'other' });
    });
    const read = atLaunchDarkly(account);
    await expect(read).rejects.toThrow(ConfigurationError);
    await expect(read).rejects.toThrow(
      expect.objectContaining({ message: expect.not.stringContaining('another-token') }),
    );
  });

  it('need the token of each flag, and nothing else', () => {
    expect(outsideFlagChangesIam([service], launchDarklyFlag)).toEqual([
      {
        actions: ['secretsmanager:GetSecretValue'],
        resources: [`arn:{partition}:secretsmanager:{region}:{account}:secret:${tokenSecret}-??????`],
      },
    ]);
    expect(outsideFlagChangesIam([aService({ resources: [] })], unleashFlag)).toEqual([]);
  });
});
