import { createHash } from 'node:crypto';

/** One message of a dead-letter queue, as SQS tells it. Its body is untrusted and may hold personal data: it is never shown as it is. */
export interface DeadLetter {
  readonly id: string;
  readonly body: string;
  /** When it was first sent, ISO 8601 UTC: retention counts from there, also after it died. Null when SQS does not say. */
  readonly sentAt: string | null;
  readonly receiveCount: number;
  /** ISO 8601 UTC; null when SQS does not say. */
  readonly firstReceivedAt: string | null;
  /** System attributes, such as `DeadLetterQueueSourceArn` and `MessageGroupId`. */
  readonly system: Readonly<Record<string, string>>;
  /** Text of message attributes, by name. */
  readonly attributes: Readonly<Record<string, string>>;
}

/** Marks a message that was put back, as `<where from>/<number>`. Whoever dies again with it is never put back by a machine. */
export const redriveAttribute = 'firebreak-redrive';

export function diedTwice({ attributes }: Pick<DeadLetter, 'attributes'>): boolean {
  return attributes[redriveAttribute] !== undefined;
}

/** When SQS throws it away; null when it is not known since when it is there. */
export function expiresAt({ sentAt }: Pick<DeadLetter, 'sentAt'>, retentionSeconds: number): string | null {
  return sentAt === null ? null : new Date(Date.parse(sentAt) + retentionSeconds * 1000).toISOString();
}

/** By which a message without a mark is known again: what it says, and which group it belongs to. */
export function bodyDigest({ body, system }: Pick<DeadLetter, 'body' | 'system'>): string {
  return createHash('sha256')
    .update(`${system['MessageGroupId'] ?? ''}\n${body}`)
    .digest('hex')
    .slice(0, 12);
}
