import { describe, expect, it } from '@jest/globals';
import * as fc from 'fast-check';
import { changeKinds } from '../../../../lambdas/domain/records/evidence.ts';
import { deployGate, forbiddenVersion } from '../../../../lambdas/domain/response/debts/deploy-gate.ts';
import { aChange } from '../../../support/builders/builders.ts';
import { aDebt } from '../../../support/builders/records.ts';

const commit = '0123abcdef0123abcdef0123abcdef0123abcdef';
const debtOn = (version: string, service = 'checkout') =>
  aDebt({ service, forbids: { version, summary: 'a bad deployment' } });
const isForbidden = (bad: string, version: string | null) =>
  deployGate([debtOn(bad)], 'checkout', version).forbidden.length > 0;

describe('the deploy gate', () => {
  it.each([
    ['the very version', '57', '57'],
    ['it, written otherwise', '57', 'v57 '],
    ['no version', '57', null],
    ['what cannot be compared with it', '57', commit],
    ['the beginning of its commit', commit, commit.slice(0, 7)],
    ['it, where only the beginning was known', commit.slice(0, 8), commit],
    ['another task family', 'web:7', 'api:8'],
    ['the same release', '1.4.0', 'v1.4.0'],
    ['a name', 'blue', 'green'],
  ])('forbids %s', (_, bad, version) => {
    expect(isForbidden(bad, version)).toBe(true);
  });

  it.each([
    ['57', '58'],
    [commit, 'fedcba9876543210'],
    ['web:7', 'web:8'],
    ['1.4.0', '1.4.1'],
  ])('allows another version than %s: %s', (bad, version) => {
    expect(isForbidden(bad, version)).toBe(false);
  });

  it('asks about one service, and shows what else is open for it', () => {
    const scaled = aDebt({ service: 'checkout', resource: 'ecs-service:shop:checkout' });
    const { forbidden, reminders } = deployGate([debtOn('57', 'search'), scaled], 'checkout', '57');
    expect([forbidden, reminders]).toEqual([[], [scaled]]);
  });

  it('never lets through the version that was taken back', () => {
    fc.assert(
      fc.property(fc.string({ minLength: 1 }), (version) => {
        expect(isForbidden(version, version)).toBe(true);
      }),
    );
  });

  it('is told only of what a deployment would bring again', () => {
    const kinds = changeKinds.filter((kind) => forbiddenVersion(aChange({ kind, after: '57' })) !== null);
    expect(kinds).not.toContain('flag-change');
    expect(kinds).toContain('lambda-deployment');
    expect(forbiddenVersion(aChange({ after: null }))).toBeNull();
  });
});
