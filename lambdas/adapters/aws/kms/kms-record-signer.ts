import { GetPublicKeyCommand, KMSClient, SignCommand } from '@aws-sdk/client-kms';
import { ConfigurationError } from '../../../domain/errors.ts';
import type { AwsClients } from '../../../ports/aws-clients.ts';
import type { RecordSigner } from '../../../ports/crypto/record-signer.ts';

const algorithm = 'ECDSA_SHA_256';

/** By an asymmetric key in KMS (ECC_NIST_P256, SIGN_VERIFY): nobody can take its private part from there. */
export function createKmsRecordSigner(aws: AwsClients, keyId: string): RecordSigner {
  return {
    async sign(text) {
      const kms = aws.get(KMSClient);
      const { Signature } = await kms.send(
        new SignCommand({
          KeyId: keyId,
          Message: new TextEncoder().encode(text),
          MessageType: 'RAW',
          SigningAlgorithm: algorithm,
        }),
      );
      const { PublicKey } = await kms.send(new GetPublicKeyCommand({ KeyId: keyId }));
      if (Signature === undefined || PublicKey === undefined) {
        throw new ConfigurationError(`${keyId} signs nothing: docs/evidence-bundle.md#signed-by-a-key`);
      }
      return {
        algorithm,
        keyId,
        value: Buffer.from(Signature).toString('base64'),
        publicKey: pemOf(PublicKey),
      };
    },
  };
}

/** KMS gives the key as DER of its SubjectPublicKeyInfo. */
function pemOf(der: Uint8Array): string {
  const lines =
    Buffer.from(der)
      .toString('base64')
      .match(/.{1,64}/g) ?? [];
  return ['-----BEGIN PUBLIC KEY-----', ...lines, '-----END PUBLIC KEY-----', ''].join('\n');
}
