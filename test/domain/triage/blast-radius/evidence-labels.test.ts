import { describe, expect, it } from '@jest/globals';
import * as fc from 'fast-check';
import { shareLabel } from '../../../../lambdas/domain/number-labels.ts';
import { changeLabels, pointsLabel } from '../../../../lambdas/domain/reporting/labels/change-labels.ts';
import { occurrenceLabel } from '../../../../lambdas/domain/reporting/labels/log-labels.ts';
import {
  affectedLabel,
  failedLabel,
  impactPhrase,
} from '../../../../lambdas/domain/triage/blast-radius/affected-labels.ts';
import { aChange } from '../../../support/builders/builders.ts';
import { sampleBlastRadius } from '../../../support/builders/samples/sample-evidence.ts';

const tenants = { dimension: 'tenant', affected: 38, total: 412, share: 38 / 412, truncated: false } as const;

describe('who is affected, in words', () => {
  it('gives the count, of how many, and the share', () => {
    expect(affectedLabel(tenants)).toBe('38 of 412 tenants (9 %)');
    expect(affectedLabel({ ...tenants, dimension: 'region', affected: 1, total: 1, share: 1 })).toBe(
      '1 of 1 Region (100 %)',
    );
  });

  it('states no total and no exactness that it does not have', () => {
    expect(affectedLabel({ ...tenants, total: null, share: null })).toBe('38 tenants');
    expect(affectedLabel({ ...tenants, truncated: true })).toBe('at least 38 of 412 tenants (about 9 %)');
  });

  it('is for lists the dimension that tells most and shows somebody affected', () => {
    expect(impactPhrase(sampleBlastRadius.dimensions.toReversed())).toBe('38 of 412 tenants (9 %)');
    const nobody = { ...tenants, affected: 0, share: 0 };
    const region = { ...tenants, dimension: 'region', affected: 1, total: 3, share: 1 / 3 } as const;
    expect(impactPhrase([nobody, region])).toBe('1 of 3 Regions (33 %)');
    expect(impactPhrase([])).toBeNull();
  });

  it('never says nothing or all of a share that is neither', () => {
    fc.assert(
      fc.property(fc.double({ min: 1e-9, max: 1 - 1e-9, noNaN: true }), (share) => {
        expect(shareLabel(share)).not.toMatch(/^(?:0|100) %$/);
      }),
    );
    expect([0, 1].map(shareLabel)).toEqual(['0 %', '100 %']);
  });

  it('counts failed requests, or errors alone where requests are not counted', () => {
    expect(failedLabel({ value: 'x', errors: 1204, requests: 2922 })).toBe('1,204 of 2,922 failed (41 %)');
    expect(failedLabel({ value: 'x', errors: 1, requests: null })).toBe('1 error');
    expect(failedLabel({ value: 'x', errors: 3, requests: 0 })).toBe('3 errors');
  });
});

describe('other evidence in words', () => {
  it('gives errors before and after, as a lower bound where not all was read', () => {
    const pattern = { countBefore: 0, countAfter: 1204 };
    expect(occurrenceLabel(pattern, { truncated: false })).toBe('0 → 1,204');
    expect(occurrenceLabel(pattern, { truncated: true })).toBe('0 → 1,204 or more');
  });

  it('tells of a change what is known of it, and nothing else', () => {
    const { resource } = aChange();
    const nothing = { actor: null, size: null, trackRecord: null, resource };
    expect(changeLabels(nothing)).toEqual([]);
    expect(
      changeLabels({
        ...nothing,
        actor: 'dana',
        size: { count: 1200, of: 'files' },
        trackRecord: { changes: 20, harmful: 0 },
      }),
    ).toEqual(['by dana', '1,200 files', 'none of 20 previous changes went wrong']);
    expect(changeLabels({ ...nothing, trackRecord: { changes: 0, harmful: 0 } })).toEqual([
      'the first known change of its kind',
    ]);
  });

  it('says which account to sign in to where a change is in another one', () => {
    const at = (key: string) =>
      changeLabels({ actor: null, size: null, trackRecord: null, resource: { ...aChange().resource, key } });
    expect(at('lambda-alias:checkout:live@444455556666/eu-central-1')).toEqual([
      'in account 444455556666: sign in there to open its page',
    ]);
    expect(at('lambda-alias:checkout:live@eu-central-1')).toEqual([]);
  });

  it('gives points with their sign', () => {
    expect([6.4, -3.2, 0].map(pointsLabel)).toEqual(['+6', '−3', '+0']);
  });
});
