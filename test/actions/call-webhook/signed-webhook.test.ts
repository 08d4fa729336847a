import { describe, expect, it } from '@jest/globals';
import { signedWebhook, signingKeyOf } from '../../../lambdas/actions/call-webhook/signed-webhook.ts';
import { ConfigurationError } from '../../../lambdas/domain/errors.ts';
import { verifyStandardWebhook } from '../../../lambdas/sources/verifying/standard-webhooks.ts';

const secret = 'whsec_c2ltdWxhdGVkLXNlY3JldC1mb3Itd2ViaG9va3M=';
const now = new Date('2026-03-01T02:04:02.500Z');
const call = {
  address: 'hooks.shop.example/images/use-replica',
  id: 'INC-1_0',
  type: 'firebreak.action.run' as const,
  data: { step: 'INC-1_0' },
  now,
};

describe('a signed webhook', () => {
  it('is what a receiver of Standard Webhooks accepts, and nothing else is', () => {
    const {
      headers = {},
      body = '',
      host,
      path,
    } = signedWebhook(call, signingKeyOf(secret, 'images/webhook'));
    expect({ host, path }).toEqual({ host: 'hooks.shop.example', path: '/images/use-replica' });
    const lists = Object.fromEntries(Object.entries(headers).map(([name, value]) => [name, [value]]));
    const received = (text: string) =>
      verifyStandardWebhook(
        { headers: lists, body: Buffer.from(text), pathToken: null },
        { secrets: [secret], now, fetchCertificate: async () => '' },
      );
    expect(received(body)).toMatchObject({ ok: true });
    expect(received(`${body} `)).toMatchObject({ ok: false });
  });

  it.each([
    '',
    'secret',
    'whsec_',
    'whsec_c2hvcnQ=',
    'whsec_not base64 at all, and much too long to be a key',
  ])('is not signed with %p, which is never quoted', (wrong) => {
    expect(() => signingKeyOf(wrong, 'images/webhook')).toThrow(ConfigurationError);
    if (wrong.length > 10) {
      expect(() => signingKeyOf(wrong, 'images/webhook')).toThrow(
        expect.objectContaining({ message: expect.not.stringContaining(wrong) }),
      );
    }
  });
});
