import { describe, expect, it } from '@jest/globals';
import type { IncidentSignature } from '../../../../lambdas/domain/records/similar/similar-incident.ts';
import { findSimilar } from '../../../../lambdas/domain/triage/similar/find-similar.ts';

const now: IncidentSignature = {
  service: 'checkout',
  environment: 'production',
  symptom: 'availability',
  errors: ['e1', 'e2'],
  culprit: { kind: 'lambda-deployment', resource: 'lambda:checkout:live' },
  alerts: ['a1'],
};
const former = (signature: Partial<IncidentSignature>, day = 1, id = 'inc_1') => ({
  incidentId: id,
  openedAt: `2026-11-0${day}T02:00:00.000Z`,
  signature: { ...now, ...signature },
});
const found = (...candidates: ReturnType<typeof former>[]) =>
  findSimilar(now, candidates).map(({ incidentId }) => incidentId);

describe('former incidents that are alike', () => {
  it('have an error of the logs in common, and say what else', () => {
    const [likeness] = findSimilar(now, [former({ errors: ['e2'], alerts: [] })]);
    expect(likeness?.shared).toEqual([
      'the same new error in the logs',
      'the same symptom (availability)',
      'the same kind of suspect (lambda deployment of lambda:checkout:live)',
    ]);
  });

  it('or the same alert with the same symptom, where no logs speak against it', () => {
    expect(found(former({ errors: null, culprit: null }))).toEqual(['inc_1']);
  });

  it.each<[string, Partial<IncidentSignature>]>([
    ['another service', { service: 'payments' }],
    ['another environment', { environment: 'staging' }],
    ['other errors in the logs, whatever alert it was', { errors: ['e9'], culprit: null }],
    ['no error and no alert in common', { errors: null, alerts: ['a9'] }],
    ['the same alert, and another symptom', { errors: null, symptom: 'performance', culprit: null }],
    [
      'the same alert, and another kind of suspect',
      { errors: null, culprit: { kind: 'flag-change', resource: 'f' } },
    ],
  ])('are none with %s', (_, signature) => {
    expect(found(former(signature))).toEqual([]);
  });

  it('are at most three: the most alike, and of those the newest', () => {
    expect(
      found(
        former({ errors: null, culprit: null }, 5, 'weak'),
        former({}, 1, 'old'),
        former({}, 2, 'newer'),
        former({ alerts: [] }, 3, 'third'),
      ),
    ).toEqual(['newer', 'old', 'third']);
  });
});
