import { describe, expect, it } from '@jest/globals';
import { rollBackLambdaAlias } from '../../../lambdas/actions/roll-back-lambda-alias/roll-back-lambda-alias.ts';
import { aChange } from '../../support/builders/builders.ts';
import { checkoutAlias } from '../../support/builders/resources.ts';

const change = aChange({ before: '56', after: '57' });
const deployment = (inProgress: boolean, service = change.service) =>
  aChange({
    id: 'codedeploy:d-1',
    kind: 'codedeploy-deployment',
    service,
    deployment: { id: 'd-1', inProgress },
  });
const plan = (...changes: readonly ReturnType<typeof aChange>[]) =>
  rollBackLambdaAlias.plan({
    target: checkoutAlias,
    change,
    evidence: [
      { kind: 'changes', status: 'available', gatheredAt: change.at, changes: [change, ...changes] },
    ],
  });

describe('an alias that CodeDeploy shifts', () => {
  it('is not rolled back under its hands', () => {
    expect(plan(deployment(true))).toMatchObject({ ok: false, reason: expect.stringContaining('d-1') });
  });

  it('is rolled back once the deployment has ended, or when it is of another service', () => {
    expect(plan(deployment(false))).toMatchObject({ ok: true });
    expect(plan(deployment(true, 'payments'))).toMatchObject({ ok: true });
    expect(plan()).toMatchObject({ ok: true });
  });
});
