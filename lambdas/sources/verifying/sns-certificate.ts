import type { X509Certificate } from 'node:crypto';
import { lazyCrypto } from '../../adapters/builtins/lazy-builtins.ts';
import { dnsSuffixOf } from '../../domain/aws-partition.ts';

const region = /^arn:(aws|aws-cn|aws-us-gov|aws-eusc):sns:([a-z0-9-]+):\d+:[\w.-]+$/;
const certificatePath = /^\/SimpleNotificationService-[0-9a-f]{32}\.pem$/;
const pem = /^-----BEGIN CERTIFICATE-----\r?\n([A-Za-z0-9+/=]+\r?\n)+-----END CERTIFICATE-----\s*$/;

/** Region in a topic's ARN; null when it is no topic. */
export function topicRegion(topicArn: string): string | null {
  return region.exec(topicArn)?.[2] ?? null;
}

/** The address of a signing certificate if SNS of this Region itself would serve it; otherwise null. */
export function signingCertificateUrl(address: string, topicRegion: string): URL | null {
  // As it is written, before the parser smooths it: no user, no port (not even 443), nothing unprintable.
  if (!/^https:\/\/[^/:@\\\s]+\/[\w./-]+$/i.test(address) || !URL.canParse(address)) return null;
  const url = new URL(address);
  const genuine =
    url.host === `sns.${topicRegion}.${dnsSuffixOf(topicRegion)}` &&
    !address.includes('..') &&
    certificatePath.test(url.pathname);
  return genuine ? url : null;
}

/** The certificate of a PEM text and nothing but it (Node reads a PEM wrapped in anything); null when it is not one of SNS. */
export function snsCertificate(text: string, now: Date): X509Certificate | null {
  if (!pem.test(text)) return null;
  try {
    const certificate = new (lazyCrypto().X509Certificate)(text);
    const current =
      Date.parse(certificate.validFrom) <= now.getTime() && now.getTime() <= Date.parse(certificate.validTo);
    return current &&
      /(^|\n)CN=sns(\.[a-z0-9-]+)?\.amazonaws\.(com|com\.cn|eu)(\n|$)/.test(certificate.subject)
      ? certificate
      : null;
  } catch {
    return null;
  }
}
