import { describe, expect, it } from '@jest/globals';
import { couldSignAlike } from '../../../../lambdas/domain/policy/people/could-sign-alike.ts';

const sts = 'arn:aws:sts::111122223333';
const iam = 'arn:aws:iam::111122223333';

describe('two principals of policy', () => {
  it.each([
    ['the same user', `${iam}:user/ana`, `${iam}:user/ana`],
    ['two sessions of one role', `${sts}:assumed-role/Ops/ana`, `${sts}:assumed-role/Ops/helper`],
    ['a role and one of its sessions', `${iam}:role/teams/Ops`, `${sts}:assumed-role/Ops/helper`],
    ['what one pattern includes', `${sts}:assumed-role/Ana*`, `${sts}:assumed-role/AnasHelper/*`],
    ['a pattern and a user', `${iam}:user/agents/*`, `${iam}:user/agents/helper`],
  ])('could be one caller: %s', (_, one, other) => {
    expect([couldSignAlike(one, other), couldSignAlike(other, one)]).toEqual([true, true]);
  });

  it.each([
    ['two roles', `${sts}:assumed-role/Ana/*`, `${sts}:assumed-role/AnasHelper/*`],
    ['roles of two accounts', `${sts}:assumed-role/Ops/*`, 'arn:aws:sts::444455556666:assumed-role/Ops/*'],
    ['two users', `${iam}:user/ana`, `${iam}:user/anas-helper`],
  ])('are two callers: %s', (_, one, other) => {
    expect([couldSignAlike(one, other), couldSignAlike(other, one)]).toEqual([false, false]);
  });
});
