/** Parts of names that tell a secret wherever they stand in the name. `tokens` alone is a count, as of a language model. */
const telling =
  /passw|passwd|passphrase|passcode|secret|token(?!s?[_-]?(?:count|limit|usage|type|s)|s$|s[_-])|nonce|credential|cookie|authorization|api[-_ ]?key|access[-_]?key|private[-_]?key|signing[-_]?key|encryption[-_]?key|session[-_]?id|connection[-_]?string|signature/i;
/** Short ones tell only as a word of their own: `user_pin`, but not `shipping`. */
const shortNames = /(?:^|[_.-])(?:pass|pwd|auth|jwt|otp|pin|cvv|cvc|ssn|sid|sig|bearer)(?:$|[_.-])/i;
/** `TokenExpiredError: …` is what failed, not what is secret. */
const failures = /(?:error|exception|fault|failure|expired|invalid|warning|length|count)$/i;

/** Whether a value under this name is likely to be a secret. */
export function isSecretName(name: string): boolean {
  return (telling.test(name) || shortNames.test(name)) && !failures.test(name);
}
