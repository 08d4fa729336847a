import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import { findAction } from '../../../lambdas/actions/index.ts';
import { parseParams } from '../../../lambdas/domain/response/planning/parse-params.ts';
import type { AwsCaller } from '../../../lambdas/ports/aws-caller.ts';
import { StateDirectory } from '../../../local/cloud/state/state-directory.ts';
import { Account } from '../../../local/world/account.ts';
import { accountApis, createAccountCaller } from '../../../local/world/account-apis.ts';
import { loadScenario } from '../../../local/world/scenario.ts';

const now = new Date('2026-11-01T02:04:00.000Z');

describe('actions on the simulated account of the laptop', () => {
  let folder: string;
  beforeEach(() => {
    folder = mkdtempSync(join(tmpdir(), 'firebreak-'));
  });
  afterEach(() => rmSync(folder, { recursive: true }));

  function open(name: string): { account: Account; aws: AwsCaller } {
    const scenario = loadScenario(name);
    const account = Account.open(scenario, new StateDirectory(folder), now.getTime());
    const aws = createAccountCaller(accountApis(scenario, account, () => now.getTime()));
    return { account, aws };
  }

  async function thereAndBack(
    kind: string,
    given: Readonly<Record<string, unknown>>,
    aws: AwsCaller,
    look: () => unknown,
  ) {
    const action = findAction(kind);
    const params = parseParams(action, given);
    if (action.risk === 'irreversible') throw new Error('It cannot be undone');
    const preflight = await action.preflight({ aws, now }, params);
    if (!preflight.ok) throw new Error(preflight.reason);
    const seen = [look()];
    const execution = await action.execute({ aws, now }, params, preflight.preState);
    if (execution.outcome !== 'done') throw new Error(execution.text);
    seen.push(look());
    expect(await action.execute({ aws, now }, params, preflight.preState)).toMatchObject({ outcome: 'done' });
    const undoing = await action.undo({ aws, now }, params, preflight.preState, execution.postState);
    expect(undoing).toMatchObject({ outcome: 'undone' });
    return [...seen, look()];
  }

  it('roll an alias back and forward again', async () => {
    const { account, aws } = open('bad-deploy');
    const alias = account.findAlias('checkout', 'live');
    if (alias === undefined) throw new Error('no alias');
    account.publishVersion('checkout', '57', now.getTime());
    account.pointAlias(alias, '57', now.getTime());
    const params = { functionName: 'checkout', alias: 'live', fromVersion: '57', toVersion: '56' };
    expect(await thereAndBack('roll-back-lambda-alias', params, aws, () => alias.version)).toEqual([
      '57',
      '56',
      '57',
    ]);
  });

  it('switch a flag off and on again', async () => {
    const { account, aws } = open('bad-flag');
    const [profile] = account.profiles;
    if (profile === undefined) throw new Error('no profile');
    const on = account.addConfiguration(
      profile,
      '{"version":"1","flags":{},"values":{"new-pricing":{"enabled":true}}}',
      'on',
    );
    account.deployConfiguration(profile, on, 'on', now.getTime());
    const { application, environment, profile: name } = profile;
    const isOn = () => account.flagAt(application, name, 'new-pricing', now.getTime());
    const params = { application, environment, profile: name, flag: 'new-pricing' };
    expect(await thereAndBack('switch-off-appconfig-flag', params, aws, isOn)).toEqual([true, false, true]);
  });
});
