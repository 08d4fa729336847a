import { generateKeyPairSync, sign } from 'node:crypto';
import { expect, it } from '@jest/globals';
import { isSignedBy, signedText } from '../../../../lambdas/domain/reporting/bundle/signed-text.ts';

const pair = () =>
  generateKeyPairSync('ec', {
    namedCurve: 'P-256',
    privateKeyEncoding: { type: 'pkcs8', format: 'pem' },
    publicKeyEncoding: { type: 'spki', format: 'pem' },
  });
const { privateKey, publicKey } = pair();
const text = signedText('inc_1', 'a'.repeat(64));
const signature = sign('sha256', Buffer.from(text), privateKey).toString('base64');

it('knows the signature of the holder of the key', () => {
  expect(isSignedBy(publicKey, text, signature)).toBe(true);
});

it.each([
  ['another key', pair().publicKey, text, signature],
  ['another incident', publicKey, signedText('inc_2', 'a'.repeat(64)), signature],
  ['another record', publicKey, signedText('inc_1', 'b'.repeat(64)), signature],
  ['no signature', publicKey, text, 'bm8='],
  ['no key', 'no key', text, signature],
])('takes it for %s', (_, key, of, value) => {
  expect(isSignedBy(key, of, value)).toBe(false);
});
