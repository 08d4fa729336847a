import { describe, expect, it } from '@jest/globals';
import { viewIncident } from '../../../../../lambdas/domain/reporting/views/incident-view.ts';
import { sampleRecord } from '../../../../support/builders/samples/sample-incident.ts';
import { findings, type Sick } from '../../../../support/worlds/doctor-installation.ts';

const links = { page: 'http://127.0.0.1/incidents/x', execution: null };

/** An incident of accounts, as the API tells it, while this was seen of its smoke test. */
const signInTried = (state: string, sensitive = false) => ({
  ...viewIncident(sampleRecord('handed-over'), [], null, links),
  service: 'accounts',
  sensitive,
  recovery: {
    at: '2026-11-23T02:14:10.000Z',
    stepIndex: 0,
    metricsGoodAt: null,
    extendedUntil: null,
    criteria: [
      { id: 'smoke:sign-in', label: 'sign-in', state, text: 'the token is missing', required: true },
    ],
  },
});

describe('the check of smoke tests', () => {
  it.each<[string, Sick]>([
    [
      'accounts sign-in: There is no secret accounts/smoke-password',
      { answers: { 'secretsmanager DescribeSecret': { fault: 'ResourceNotFoundException' } } },
    ],
    ['accounts sign-in: nobody knows the name accounts.api.shop.example', { addresses: [] }],
    ['it is not public', { addresses: ['93.184.216.34', '10.0.0.1'] }],
    ['the token is missing', { incident: signInTried('not-met') }],
  ])('finds what is wrong, and says what to do: %s', async (words, sick) => {
    const found = await findings('smoke tests', sick);
    for (const finding of found) {
      expect(finding).toMatchObject({
        check: 'smoke tests',
        state: 'problem',
        next: expect.stringMatching(/.{10,}/),
      });
    }
    expect(found.map((finding) => finding.found).join()).toContain(words);
  });

  it('tells which smoke tests passed when they were tried last, and which nobody has tried', async () => {
    const told = async (incident: Sick['incident']) =>
      (await findings('smoke tests', incident === undefined ? {} : { incident }))[0];
    expect(await told(signInTried('met'))).toMatchObject({
      state: 'ok',
      found: expect.stringContaining('accounts sign-in passed 2026-11-23T02:14:10.000Z'),
    });
    // Of a security-sensitive incident only some may read how it recovers: it is not asked for.
    for (const unknown of [undefined, signInTried('unknown'), signInTried('not-met', true)]) {
      expect(await told(unknown)).toMatchObject({
        state: 'ok',
        found: expect.stringContaining('accounts sign-in not tried lately'),
      });
    }
  });
});
