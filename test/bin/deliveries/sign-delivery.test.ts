import { describe, expect, it } from '@jest/globals';
import { signDelivery } from '../../../bin/deliveries/sign-delivery.ts';
import { sources } from '../../../lambdas/sources/index.ts';

const now = new Date('2026-11-23T02:02:10Z');
const body = Buffer.from('{"routing_key":"none"}');
const secret = 'bG9jYWwgc2VjcmV0IG9mIGEgc291cmNl';

describe('signing as a source', () => {
  for (const source of sources.filter((source) => !('handleControl' in source))) {
    it(`satisfies the verifier of ${source.name}, and only with the right secret`, async () => {
      const signed = signDelivery(source.name, { secret, body, now, id: 'msg_1' });
      const headers = Object.fromEntries(Object.entries(signed).map(([name, value]) => [name, [value]]));
      const verify = (live: string) =>
        source.verify(
          { headers, body, pathToken: null },
          { secrets: [live], now, fetchCertificate: async () => '' },
        );
      expect((await verify(secret)).ok).toBe(true);
      expect((await verify('YW5vdGhlcg==')).ok).toBe(false);
    });
  }

  it('cannot be done for SNS', () => {
    expect(() => signDelivery('sns', { secret, body, now, id: 'msg_1' })).toThrow('Only SNS itself');
  });
});
