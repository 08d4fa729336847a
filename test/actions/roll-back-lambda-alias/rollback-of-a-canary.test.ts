import { describe, expect, it } from '@jest/globals';
import { rollBackLambdaAlias } from '../../../lambdas/actions/roll-back-lambda-alias/roll-back-lambda-alias.ts';
import { createInMemoryAwsCaller } from '../../../local/rehearsal/memory/in-memory-aws-caller.ts';
import { createSimulatedAccount } from '../../support/servers/simulated-account.ts';

const now = new Date('2026-03-01T02:04:02.000Z');
const params = { functionName: 'checkout', alias: 'live', toVersion: '56', fromVersion: '57' };

describe('rolling back a canary', () => {
  it('takes all traffic off the suspect version, and puts its share back when undone', async () => {
    const account = createSimulatedAccount();
    Object.assign(account.alias, { version: '56', weights: { '57': 0.1 } });
    const aws = createInMemoryAwsCaller(({ method, path, headers = {}, body }) =>
      account.answer({ method, path, headers, body: String(body ?? '') }),
    );
    const preflight = await rollBackLambdaAlias.preflight({ aws, now }, params);
    if (!preflight.ok) throw new Error(preflight.reason);
    const execution = await rollBackLambdaAlias.execute({ aws, now }, params, preflight.preState);
    expect(account.alias).toMatchObject({ version: '56', weights: {} });
    if (execution.outcome !== 'done') throw new Error(execution.text);
    await rollBackLambdaAlias.undo({ aws, now }, params, preflight.preState, execution.postState);
    expect(account.alias).toMatchObject({ version: '56', weights: { '57': 0.1 } });
  });
});
