/** Who can say that a sealed record is the one that was sealed. */
export interface RecordSignature {
  readonly algorithm: 'ECDSA_SHA_256';
  /** The key, as its holder names it. */
  readonly keyId: string;
  /** DER, in base64, over the text of `signedText`. */
  readonly value: string;
  /** PEM of the key's public part. It proves nothing by itself: whoever checks has it from the holder of the key. */
  readonly publicKey: string;
}

/** Signs with a key that Firebreak can use and not read. Rejects with DependencyUnavailableError or ConfigurationError. */
export interface RecordSigner {
  sign(text: string): Promise<RecordSignature>;
}
