/**
 * Seals task tokens for storage: they are bearer credentials. `context` names what the token is for (an approval or
 * incident id) and must be the same for `open`, which rejects with UnauthenticatedError when anything was altered.
 */
export interface TokenVault {
  seal(token: string, context: string): Promise<string>;
  open(sealed: string, context: string): Promise<string>;
}
