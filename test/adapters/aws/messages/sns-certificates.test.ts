import { describe, expect, it } from '@jest/globals';
import { createSnsCertificates } from '../../../../lambdas/adapters/aws/messages/sns-certificates.ts';
import { DependencyUnavailableError } from '../../../../lambdas/domain/errors.ts';

const url = new URL('https://sns.eu-west-1.amazonaws.com/SimpleNotificationService-1.pem');

function answering(...responses: readonly Response[]) {
  const requests: RequestInit[] = [];
  const send: typeof fetch = async (_, init) => {
    const response = responses[requests.length];
    requests.push(init ?? {});
    if (response === undefined) throw new TypeError('fetch failed');
    return response;
  };
  return { requests, fetchCertificate: createSnsCertificates(send) };
}

describe('certificates of SNS', () => {
  it('are fetched once, without following redirects and with a time limit', async () => {
    const { requests, fetchCertificate } = answering(new Response('PEM'));
    expect(await fetchCertificate(url)).toBe('PEM');
    expect(await fetchCertificate(url)).toBe('PEM');
    expect(requests).toEqual([{ redirect: 'error', signal: expect.any(AbortSignal) }]);
  });

  for (const [what, ...responses] of [
    ['no answer'],
    ['another status', new Response('', { status: 404 })],
    ['more than 16 KB', new Response('x'.repeat(16 * 1024 + 1))],
  ] as const) {
    it(`make the sender try again after ${what}, and are not remembered then`, async () => {
      const { requests, fetchCertificate } = answering(...responses);
      await expect(fetchCertificate(url)).rejects.toThrow(DependencyUnavailableError);
      await expect(fetchCertificate(url)).rejects.toThrow(DependencyUnavailableError);
      expect(requests).toHaveLength(2);
    });
  }
});
