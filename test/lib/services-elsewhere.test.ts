import { describe, expect, it } from '@jest/globals';
import { loadPolicy } from '../../lambdas/adapters/policy/load-policy.ts';
import { servicesElsewhere } from '../../lib/services-elsewhere.ts';

describe('services in another Region than the deployment', () => {
  it('are named with both Regions', async () => {
    const policy = await loadPolicy('policy');
    const sentences = servicesElsewhere(policy, 'us-east-1');
    expect(sentences).toHaveLength(policy.services.length);
    expect(sentences[0]).toContain('places checkout in eu-west-1, but this is a deployment to us-east-1');
  });

  it.each(['eu-west-1', '', undefined])('are none for the Region %j', async (region) => {
    expect(servicesElsewhere(await loadPolicy('policy'), region)).toEqual([]);
  });
});
