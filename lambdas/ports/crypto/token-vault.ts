/**
 * Seals bearer credentials, such as task tokens for storage. `context` names what one is for (an approval or incident id, a cookie) and
 * must be the same for `open`, which rejects with UnauthenticatedError when anything was altered.
 */
export interface TokenVault {
  seal(token: string, context: string): Promise<string>;
  open(sealed: string, context: string): Promise<string>;
}
