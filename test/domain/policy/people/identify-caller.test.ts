import { describe, expect, it } from '@jest/globals';
import { identifyCaller } from '../../../../lambdas/domain/policy/people/identify-caller.ts';
import { aPolicy } from '../../../support/builders/policy/a-policy.ts';

const account = '111122223333';
const [ana, ben] = aPolicy().people.people;
if (ana === undefined || ben === undefined) throw new Error('Policy names two people');
const people = {
  ...aPolicy().people,
  people: [
    {
      ...ana,
      iam: [
        `arn:aws:iam::${account}:user/ana`,
        `arn:aws:sts::${account}:assumed-role/Shared/ana@example.com`,
        `arn:aws:sts::${account}:assumed-role/Both/*`,
      ],
    },
    {
      ...ben,
      iam: [`arn:aws:iam::${account}:role/people/ben`, `arn:aws:sts::${account}:assumed-role/Both/*`],
    },
  ],
};
const principal = (arn: string) => identifyCaller(people, { kind: 'principal', arn })?.id ?? null;

describe('who calls', () => {
  it.each([
    [`arn:aws:iam::${account}:user/ana`, 'ana'],
    [`arn:aws:sts::${account}:assumed-role/Shared/ana@example.com`, 'ana'],
    [`arn:aws:sts::${account}:assumed-role/ben/session-1`, 'ben'],
    [`arn:aws:sts::${account}:assumed-role/Shared/mallory`, null],
    [`arn:aws:sts::${account}:assumed-role/benefits/session-1`, null],
    [`arn:aws:sts::999999999999:assumed-role/ben/session-1`, null],
    [`arn:aws:iam::${account}:user/anabel`, null],
    [`arn:aws:sts::${account}:assumed-role/Both/x`, null],
    ['', null],
  ])('%s is %p', (arn, id) => {
    expect(principal(arn)).toBe(id);
  });

  it('is the person of a link, as long as policy has them', () => {
    expect(identifyCaller(people, { kind: 'link', person: 'ana' })).toMatchObject({
      id: 'ana',
      isProven: true,
    });
    expect(identifyCaller(people, { kind: 'link', person: 'mallory' })).toBeNull();
  });

  it('reads what is sensitive by policy only, and never by a name that nobody proved', () => {
    expect(identifyCaller(people, { kind: 'link', person: 'ben' })?.readsSensitive).toBe(true);
    expect(identifyCaller(people, { kind: 'link', person: 'ana' })?.readsSensitive).toBe(false);
    expect(identifyCaller(people, { kind: 'operator', named: 'ben' })).toEqual({
      id: 'ben',
      isProven: false,
      readsSensitive: false,
    });
  });

  it('on a laptop is whoever is there, or a person of policy whom they name', () => {
    expect(identifyCaller(people, { kind: 'operator', named: null })?.id).toBe('local-operator');
    expect(identifyCaller(people, { kind: 'operator', named: 'mallory' })).toBeNull();
  });
});
