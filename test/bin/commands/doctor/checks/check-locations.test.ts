import { describe, expect, it } from '@jest/globals';
import { loadPolicy } from '../../../../../lambdas/adapters/policy/load-policy.ts';
import type { Answer } from '../../../../support/worlds/aws-account.ts';
import { findings } from '../../../../support/worlds/doctor-installation.ts';

describe('the check of other accounts', () => {
  const elsewhere = loadPolicy('scenarios/policies/accounts');
  const answering = async (answer: Answer) =>
    await findings('other accounts', {
      policy: await elsewhere,
      answers: { 'lambda POST /2015-03-31/functions': answer },
    });

  it('is content when every function can take its roles', async () => {
    expect(await answering(JSON.stringify([{ location: 'bookkeeping', why: null }]))).toMatchObject([
      { state: 'ok', found: expect.stringMatching(/^\d+ roles/) },
    ]);
  });

  it('names each role that cannot be taken, and what to do', async () => {
    const found = await answering(JSON.stringify([{ location: 'bookkeeping', why: 'not trusted' }]));
    expect(found.length).toBeGreaterThan(3);
    expect(found).toContainEqual(
      expect.objectContaining({
        state: 'problem',
        found: expect.stringContaining(
          'arn:aws:iam::444455556666:role/firebreak-prod-action-roll-back-lambda-alias-in-bookkeeping',
        ),
        next: expect.stringContaining('Locations/bookkeeping'),
      }),
    );
  });

  it('does not take a refusal to tell for health', async () => {
    const found = await answering({ fault: 'AccessDeniedException', status: 403 });
    expect(found).toMatchObject([
      { state: 'unknown', next: expect.stringContaining('lambda:InvokeFunction') },
    ]);
  });

  it('takes a function that cannot answer for a problem', async () => {
    const found = await answering(JSON.stringify({ errorMessage: 'of an earlier version' }));
    expect(new Set(found.map(({ state }) => state))).toEqual(new Set(['problem']));
  });
});
