import { createPrivateKey, createPublicKey, generateKeyPairSync, sign } from 'node:crypto';
import * as z from 'zod';
import { jsonResponse } from './http/json-response.ts';
import { type LoopbackServer, serveLoopback } from './http/loopback-server.ts';
import type { StateDirectory } from './state/state-directory.ts';

const FILE = 'evidence-key.json';
const keptSchema = z.object({ privateKey: z.string() });
const signSchema = z.object({
  KeyId: z.string(),
  Message: z.base64(),
  MessageType: z.literal('RAW'),
  SigningAlgorithm: z.literal('ECDSA_SHA_256'),
});

/** What the key of this computer is called. */
export const LOCAL_EVIDENCE_KEY =
  'arn:aws:kms:us-east-1:000000000000:key/00000000-0000-4000-8000-000000000001';

/** KMS with one asymmetric key, which is made at the first start and kept. https://docs.aws.amazon.com/kms/latest/APIReference/API_Sign.html */
export async function startSigningService(state: StateDirectory): Promise<LoopbackServer> {
  const key = createPrivateKey(keyOf(state));
  return await serveLoopback(async (request) => {
    const input: unknown = JSON.parse(request.body.toString('utf8') || '{}');
    const [, operation] = String(request.headers['x-amz-target']).split('.');
    if (operation === 'GetPublicKey') {
      const der = createPublicKey(key).export({ type: 'spki', format: 'der' });
      return jsonResponse(200, {
        KeyId: LOCAL_EVIDENCE_KEY,
        PublicKey: der.toString('base64'),
        KeySpec: 'ECC_NIST_P256',
        KeyUsage: 'SIGN_VERIFY',
        SigningAlgorithms: ['ECDSA_SHA_256'],
      });
    }
    const { data } = signSchema.safeParse(input);
    if (operation !== 'Sign' || data?.KeyId !== LOCAL_EVIDENCE_KEY) {
      return jsonResponse(400, { __type: 'NotFoundException', message: 'There is no such key' });
    }
    const Signature = sign('sha256', Buffer.from(data.Message, 'base64'), key).toString('base64');
    return jsonResponse(200, {
      KeyId: LOCAL_EVIDENCE_KEY,
      Signature,
      SigningAlgorithm: data.SigningAlgorithm,
    });
  });
}

function keyOf(state: StateDirectory): string {
  const { data } = keptSchema.safeParse(state.readJson(FILE));
  if (data !== undefined) return data.privateKey;
  const { privateKey } = generateKeyPairSync('ec', {
    namedCurve: 'P-256',
    privateKeyEncoding: { type: 'pkcs8', format: 'pem' },
    publicKeyEncoding: { type: 'spki', format: 'pem' },
  });
  state.writeJson(FILE, { privateKey });
  return privateKey;
}
