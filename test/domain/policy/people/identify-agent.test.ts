import { describe, expect, it } from '@jest/globals';
import { identifyAgent, isAgent } from '../../../../lambdas/domain/policy/people/identify-agent.ts';
import { identifyCaller } from '../../../../lambdas/domain/policy/people/identify-caller.ts';
import { aPolicy } from '../../../support/builders/policy/a-policy.ts';
import { anAgent, withAgents } from '../../../support/builders/policy/an-agent.ts';

const arn = 'arn:aws:sts::111122223333:assumed-role/Helper/session-1';
const other = anAgent({ id: 'other', iam: ['arn:aws:iam::111122223333:role/Other'] });
const signed = (agents: ReturnType<typeof anAgent>[], by = arn) =>
  identifyAgent({ agents }, { kind: 'principal', arn: by })?.id ?? null;
const named = (agents: ReturnType<typeof anAgent>[], id: string | null) =>
  identifyAgent({ agents }, { kind: 'operator', named: id })?.id ?? null;

describe('which agent calls', () => {
  it('is told by what it signs as', () => {
    expect(signed([anAgent(), other])).toBe('helper');
    expect(signed([anAgent(), other], 'arn:aws:sts::111122223333:assumed-role/Other/x')).toBe('other');
  });

  it('is nobody who is unknown, has no ARN, or could be two', () => {
    expect(signed([anAgent()], 'arn:aws:iam::111122223333:user/ana')).toBeNull();
    expect(signed([{ ...anAgent(), iam: undefined }])).toBeNull();
    expect(signed([anAgent(), anAgent({ id: 'twin' })])).toBeNull();
    expect(identifyAgent({}, { kind: 'operator', named: null })).toBeNull();
  });

  it('on a laptop is the one that is named, or the only one', () => {
    expect(named([anAgent(), other], 'other')).toBe('other');
    expect(named([anAgent()], null)).toBe('helper');
    expect(named([anAgent(), other], null)).toBeNull();
    expect(named([anAgent()], 'mallory')).toBeNull();
  });

  it('is no person, whatever else policy says of its ARN', () => {
    const { people } = withAgents(aPolicy());
    const [ana, ...others] = people.people;
    if (ana === undefined) throw new Error('Policy names ana');
    const both = {
      ...people,
      people: [{ ...ana, iam: ['arn:aws:sts::111122223333:assumed-role/*'] }, ...others],
    };
    expect(isAgent(both, arn)).toBe(true);
    expect(identifyCaller(both, { kind: 'principal', arn })).toBeNull();
    const human = 'arn:aws:sts::111122223333:assumed-role/Ana/x';
    expect(identifyCaller(both, { kind: 'principal', arn: human })?.id).toBe('ana');
  });
});
