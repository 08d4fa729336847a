import { isSecretName } from '../../domain/masking/secret-names.ts';

export type LogDetails = Readonly<Record<string, unknown>>;

/** Structured log lines. Details are ids, decisions and counts: never a body, token, key, code or secret. */
export interface Log {
  info(message: string, details?: LogDetails): void;
  warn(message: string, details?: LogDetails): void;
  error(message: string, details?: LogDetails): void;
  /** Adds keys to every later line of this invocation. */
  appendKeys(keys: LogDetails): void;
}

/** Besides what tells a secret everywhere: what holds text from outside, and names that mean a secret only here. */
const secretNames = new Set(['body', 'headers', 'html', 'key', 'matchcode', 'rawbody']);

/** The second line of defence, as a JSON replacer: what carries such a name is not written, whatever it holds. */
export function redactSecrets(name: string, value: unknown): unknown {
  const isSecret = secretNames.has(name.toLowerCase()) || isSecretName(name);
  return isSecret && value !== null && value !== undefined ? '[redacted]' : value;
}
