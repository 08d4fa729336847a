import { lazyCrypto } from '../../adapters/builtins/lazy-builtins.ts';
import type {
  RawRequest,
  SenderVerification,
  SenderVerificationContext,
} from '../../ports/plug-ins/alert-source.ts';
import type { JsonObject } from '../reading/json.ts';
import { topLevelMembers } from '../reading/json-scan.ts';
import { unknownSendersText } from '../reading/unpacked.ts';
import { accepted, refused } from './headers.ts';
import { signingCertificateUrl, snsCertificate, topicRegion } from './sns-certificate.ts';

/** SNS gives up after less; a message that comes later was kept by somebody and is sent again. */
const oldestSeconds = 3600;

const confirmationFields = ['Message', 'MessageId', 'SubscribeURL', 'Timestamp', 'Token', 'TopicArn', 'Type'];
const signedFields: Readonly<Record<string, readonly string[]>> = {
  Notification: ['Message', 'MessageId', 'Subject', 'Timestamp', 'TopicArn', 'Type'],
  SubscriptionConfirmation: confirmationFields,
  UnsubscribeConfirmation: confirmationFields,
};

const readMembers: ReadonlySet<string> = new Set([
  ...Object.values(signedFields).flat(),
  'SubscribeUrl',
  'Signature',
  'SignatureVersion',
  'SigningCertURL',
  'SigningCertUrl',
]);

/** A message of a topic that policy allows (the source's secrets are topic ARNs), signed by SNS within the last hour. */
export async function verifySns(
  request: RawRequest,
  context: SenderVerificationContext,
): Promise<SenderVerification> {
  const message = topLevelMembers(unknownSendersText(request), readMembers);
  const allowed = context.secrets.some((topic) => topic !== '' && topic === message['TopicArn']);
  if (!allowed) return refused('the topic is not allowed');
  const ageSeconds = (context.now.getTime() - Date.parse(String(message['Timestamp']))) / 1000;
  if (!(ageSeconds <= oldestSeconds)) return refused('the message is older than an hour');
  return verifySnsMessage(message, context);
}

/**
 * Whether SNS signed this message (https://docs.aws.amazon.com/sns/latest/dg/sns-verify-signature-of-message.html).
 * Rejects when the certificate cannot be fetched: the sender should try again.
 */
export async function verifySnsMessage(
  message: JsonObject,
  context: Pick<SenderVerificationContext, 'now' | 'fetchCertificate'>,
): Promise<SenderVerification> {
  const text = stringToSign(message);
  const { TopicArn: topic, Signature: signature, SignatureVersion: version } = message;
  const address = message['SigningCertURL'] ?? message['SigningCertUrl'];
  if (
    text === null ||
    typeof topic !== 'string' ||
    typeof signature !== 'string' ||
    typeof address !== 'string'
  ) {
    return refused('a signed field is missing');
  }
  if (version !== '1' && version !== '2') return refused('unknown signature version');
  const region = topicRegion(topic);
  const url = region === null ? null : signingCertificateUrl(address, region);
  if (url === null) return refused('the certificate is not served by SNS of the topic’s Region');
  const certificate = snsCertificate(await context.fetchCertificate(url), context.now);
  if (certificate === null) return refused('the certificate is not a valid one of SNS');
  const algorithm = version === '2' ? 'sha256' : 'sha1';
  const genuine = lazyCrypto().verify(
    algorithm,
    Buffer.from(text),
    certificate.publicKey,
    Buffer.from(signature, 'base64'),
  );
  return genuine ? accepted : refused('the signature does not match');
}

/** Null when a field that must be signed is missing. Lambda's spelling of the subscribe address is taken too. */
function stringToSign(message: JsonObject): string | null {
  const type = message['Type'];
  const fields =
    typeof type === 'string' && Object.hasOwn(signedFields, type) ? signedFields[type] : undefined;
  if (fields === undefined) return null;
  let text = '';
  for (const field of fields) {
    const value = message[field] ?? (field === 'SubscribeURL' ? message['SubscribeUrl'] : undefined);
    if (typeof value === 'string') text += `${field}\n${value}\n`;
    else if (field !== 'Subject' || (value !== null && value !== undefined)) return null;
  }
  return text;
}
