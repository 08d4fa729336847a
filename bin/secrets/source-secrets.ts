import { randomBytes } from 'node:crypto';
import type { CredentialKind } from '../../lambdas/ports/plug-ins/alert-source.ts';
import { liveSecrets } from '../../lambdas/use-cases/intake/authenticate-sender.ts';
import { CommandError } from '../cli/command-error.ts';

/** Two live secrets let a sender be changed between them; topics are a list of who may send, without a limit. */
const mostLive = 2;

export interface AddedSecret {
  /** The JSON of all sources with the new secret in it, newest first; what was there when `known`. */
  readonly value: string;
  readonly live: number;
  readonly dropped: number;
  /** The source had this very secret already. */
  readonly known: boolean;
}

/** Adds a source's newest secret to the JSON of all sources. Throws ConfigurationError when that has not the expected shape. */
export function addSecret(value: string, source: string, secret: string, kind: CredentialKind): AddedSecret {
  const before = liveSecrets(value, source);
  if (before.includes(secret)) return { value, live: before.length, dropped: 0, known: true };
  const all = [secret, ...before];
  const after = kind === 'topic' ? all : all.slice(0, mostLive);
  return {
    value: JSON.stringify({ ...JSON.parse(value), [source]: after }),
    live: after.length,
    dropped: all.length - after.length,
    known: false,
  };
}

/** A new secret of 128 bits and more, of letters and digits: it may have to stand in an address. Null for kinds that are not made here. */
export function makeSecret(kind: CredentialKind): string | null {
  switch (kind) {
    case 'token':
      return lettersAndDigits();
    case 'standard-webhook':
      return `whsec_${lettersAndDigits()}`;
    case 'routing-key':
      // 32 characters, as PagerDuty's integration keys have: tools check the length.
      return randomBytes(16).toString('hex');
    case 'vendor':
    case 'topic':
      return null;
    default:
      return kind satisfies never;
  }
}

/** 24 bytes in base64; those with a sign in it are thrown away, which leaves 190 of the 192 bits. */
function lettersAndDigits(): string {
  for (;;) {
    const text = randomBytes(24).toString('base64');
    if (!/[+/]/.test(text)) return text;
  }
}

/** A secret that somebody else made. Throws CommandError when it cannot be one. */
export function checkedSecret(secret: string, kind: CredentialKind): string {
  const text = secret.trim();
  if (kind === 'topic') return checkedTopic(text);
  if (text === '' || /\s/.test(text) || text.length > 512) {
    throw new CommandError('That is not a secret: it must be one word', { exitCode: 2 });
  }
  if (kind === 'standard-webhook' && Buffer.from(text.replace(/^whsec_/, ''), 'base64').length < 16) {
    throw new CommandError('The key of a Standard Webhook is whsec_ and base64 of 24 bytes or more', {
      exitCode: 2,
    });
  }
  return text;
}

function checkedTopic(arn: string): string {
  if (/^arn:(aws|aws-cn|aws-us-gov|aws-eusc):sns:[a-z0-9-]+:\d{12}:[\w.-]{1,256}$/.test(arn)) return arn;
  throw new CommandError(arn === '' ? 'Which topic may send?' : `${arn} is not the ARN of an SNS topic`, {
    next: 'Give it with --topic arn:aws:sns:REGION:ACCOUNT:NAME',
    exitCode: 2,
  });
}
