import { describe, expect, it } from '@jest/globals';
import { recipientsOf } from '../../../../lambdas/domain/policy/people/recipients.ts';
import { aService } from '../../../support/builders/builders.ts';
import { aPolicy } from '../../../support/builders/policy/a-policy.ts';
import { anIncident } from '../../../support/builders/records.ts';

describe('the recipients', () => {
  const { people } = aPolicy();
  const services = [aService({ owner: 'ben' })];

  it('are commander, owner and operations, each once', () => {
    const told = recipientsOf(people, services, anIncident({ commander: 'ana' }));
    expect(told.map(({ id }) => id)).toEqual(['ana', 'ben']);
  });

  it('are only those named for security when the incident is sensitive', () => {
    const told = recipientsOf(people, services, anIncident({ commander: 'ana', sensitive: true }));
    expect(told.map(({ id }) => id)).toEqual(['ben']);
  });

  it('are those in operations when nothing else is known', () => {
    const told = recipientsOf(people, [], anIncident({ commander: null }));
    expect(told.map(({ id }) => id)).toEqual(['ana']);
  });
});
