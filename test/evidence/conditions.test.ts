import { expect, it } from '@jest/globals';
import { evidenceConditions } from '../../lambdas/evidence/conditions.ts';
import { evidenceKinds } from '../../lambdas/evidence/index.ts';

it('conditions may read of every kind of evidence, wherever they are judged', () => {
  expect(evidenceConditions).toEqual(evidenceKinds.map(({ kind, conditions }) => ({ kind, conditions })));
});
