import { describe, expect, it } from '@jest/globals';
import { loadPolicy } from '../../../lambdas/adapters/policy/load-policy.ts';
import { policyCopy } from '../../support/builders/policy/policy-copy.ts';

const other = '{ id: pay, region: eu-central-1, account: "444455556666", externalId: 6f1c2a1e-9b }';
const region = '{ id: fra, region: eu-central-1 }';
const ofCheckout = '    region: eu-west-1\n    # Whose';

describe('locations in services.yaml', () => {
  const policy = policyCopy();
  const locations = (...entries: readonly string[]) =>
    policy.edit('services.yaml', 'environments: []', `environments: []\nlocations: [${entries.join(', ')}]`);
  const checkoutIn = (text: string) => policy.edit('services.yaml', ofCheckout, `${text}\n    # Whose`);
  const said = async () => (await policy.problems()).map(({ field, message }) => `${field} ${message}`);

  it('give a service its Region and account, and its resources their keys', async () => {
    await locations(other);
    await checkoutIn('    location: pay');
    const [checkout, next] = (await loadPolicy(policy.folder())).services;
    expect(checkout).toMatchObject({
      region: 'eu-central-1',
      account: '444455556666',
      location: { id: 'pay', externalId: '6f1c2a1e-9b' },
    });
    expect(checkout?.resources.map(({ key }) => key)).toContain(
      'lambda-alias:checkout:live@444455556666/eu-central-1',
    );
    expect(next).not.toHaveProperty('location');
  });

  it('may be those of one resource', async () => {
    await locations(region);
    const alias = '- lambda-alias: { functionName: checkout, alias: live }';
    await policy.edit('services.yaml', alias, alias.replace('- ', '- { ').concat(', location: fra }'));
    const [checkout] = (await loadPolicy(policy.folder())).services;
    expect(checkout?.region).toBe('eu-west-1');
    expect(checkout?.resources.map(({ location }) => location?.id)).toContain('fra');
    expect(checkout?.resources.map(({ location }) => location?.id)).toContain(undefined);
  });

  it.each([
    [[other.replace(', externalId: 6f1c2a1e-9b', '')], 'locations[0].externalId is missing'],
    [[region.replace(' }', ', externalId: 6f1c2a1e-9b }')], 'locations[0].externalId is for another account'],
    [[other.replace('444455556666', '4444')], 'locations[0].account must be the 12 digits'],
    [[other.replace('6f1c2a1e-9b', 'a b c d e')], 'locations[0].externalId must be 8 or more'],
    [[region.replace('eu-central-1', 'eu-middle-1')], 'locations[0].region must be an AWS Region'],
    [[region.replace('fra', 'frankfurt-am-main-one')], 'locations[0].id must have 20 characters at most'],
    [[other, other.replace('pay', 'twin')], 'locations[1] is where pay is'],
    [[other, region.replace('fra', 'pay')], 'locations[1].id "pay" is taken'],
  ])('are refused: %j', async (entries, why) => {
    await locations(...entries);
    expect((await said()).join('\n')).toContain(why);
  });

  it.each([
    ['    location: pya', 'services[0].location names no location; there are: pay'],
    ['    location: pay\n    region: eu-west-1', 'services[0].region must be eu-central-1'],
    ['    location: pay\n    account: "111122223333"', 'services[0].account must be 444455556666'],
    ['    # nowhere', 'services[0].region is missing'],
  ])('must fit the service: %j', async (text, why) => {
    await locations(other);
    await checkoutIn(text);
    expect((await said()).join('\n')).toContain(why);
  });
});
