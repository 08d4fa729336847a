/** Something that a browser holds for Firebreak and can neither read nor change. */
export interface Sealed<Value extends { readonly expiresAt: string }> {
  seal(value: Value): Promise<string>;
  /** Null for what is forged, altered, made for another purpose or installation, or over at `now`. */
  open(sealed: string, now: Date): Promise<Value | null>;
}
