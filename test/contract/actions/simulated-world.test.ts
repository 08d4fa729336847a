import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import { findAction } from '../../../lambdas/actions/index.ts';
import { parseParams } from '../../../lambdas/domain/response/planning/parse-params.ts';
import type { AwsClients } from '../../../lambdas/ports/aws-clients.ts';
import { StateDirectory } from '../../../local/cloud/state/state-directory.ts';
import { Account } from '../../../local/world/account.ts';
import { answerOfAccount } from '../../../local/world/answer-of-account.ts';
import { createInProcessAws } from '../../../local/world/in-process-aws.ts';
import { loadScenario } from '../../../local/world/scenario/scenario.ts';
import { actionContext } from '../../support/builders/action-context.ts';

const now = new Date('2026-11-01T02:04:00.000Z');

describe('actions in the account of a scenario', () => {
  let folder: string;
  beforeEach(() => {
    folder = mkdtempSync(join(tmpdir(), 'firebreak-'));
  });
  afterEach(() => rmSync(folder, { recursive: true }));

  /** The culprit's change has just been made. */
  function open(name: string) {
    const scenario = loadScenario(name);
    const account = Account.open(scenario, new StateDirectory(folder), now.getTime());
    const culprit = scenario.story.find(({ id }) => id === scenario.expect.culprit);
    if (culprit === undefined) throw new Error(`${name} has no culprit`);
    account.play(culprit, now.getTime());
    const aws = createInProcessAws(answerOfAccount(account, () => now.getTime()));
    const isInPlace = () => account.spansOf(culprit.id ?? '').at(-1)?.until === Number.POSITIVE_INFINITY;
    return { account, aws, isInPlace };
  }

  async function thereAndBack(
    kind: string,
    given: Readonly<Record<string, unknown>>,
    aws: AwsClients,
    look: () => unknown,
  ) {
    const action = findAction(kind);
    const params = parseParams(action, given);
    if (action.risk === 'irreversible') throw new Error('It cannot be undone');
    const preflight = await action.preflight(actionContext(aws, now), params);
    if (!preflight.ok) throw new Error(preflight.reason);
    const seen = [look()];
    const execution = await action.execute(actionContext(aws, now), params, preflight.preState);
    if (execution.outcome !== 'done') throw new Error(execution.text);
    seen.push(look());
    expect(await action.execute(actionContext(aws, now), params, preflight.preState)).toMatchObject({
      outcome: 'done',
    });
    const undoing = await action.undo(
      actionContext(aws, now),
      params,
      preflight.preState,
      execution.postState,
    );
    expect(undoing).toMatchObject({ outcome: 'undone' });
    return [...seen, look()];
  }

  it('roll an alias back and forward again', async () => {
    const { aws, isInPlace } = open('bad-deploy');
    const params = { functionName: 'checkout', alias: 'live', fromVersion: '57', toVersion: '56' };
    expect(await thereAndBack('roll-back-lambda-alias', params, aws, isInPlace)).toEqual([true, false, true]);
  });

  it('switch a flag off and on again', async () => {
    const { aws, isInPlace } = open('bad-flag');
    const params = { application: 'chkout1', environment: 'prod1', profile: 'flags', flag: 'new-pricing' };
    expect(await thereAndBack('switch-off-appconfig-flag', params, aws, isInPlace)).toEqual([
      true,
      false,
      true,
    ]);
  });
});
