export type LogDetails = Readonly<Record<string, unknown>>;

/** Structured log lines. Details are ids, decisions and counts: never a body, token, key, code or secret. */
export interface Log {
  info(message: string, details?: LogDetails): void;
  warn(message: string, details?: LogDetails): void;
  error(message: string, details?: LogDetails): void;
  /** Adds keys to every later line of this invocation. */
  appendKeys(keys: LogDetails): void;
}

const secretNames = new Set([
  'authorization',
  'body',
  'cookie',
  'encryptedtoken',
  'headers',
  'html',
  'key',
  'matchcode',
  'nonce',
  'password',
  'rawbody',
  'secret',
  'secrets',
  'tasktoken',
  'token',
]);

/** The second line of defence, as a JSON replacer: what carries such a name is not written, whatever it holds. */
export function redactSecrets(name: string, value: unknown): unknown {
  return secretNames.has(name.toLowerCase()) && value !== null && value !== undefined ? '[redacted]' : value;
}
