/** `declare` with what its form is filled in with: percent-encoded, so it can name no other address and no other line. */
const ownPath =
  /^\/(?:approve|declare(?:\?[\w.~!'()*%=&-]{1,2000})?|me|numbers|services|incidents\/inc_[0-9A-Z]{1,40}(?:\/postmortem)?)?$/;

/** Where a person goes after signing in: a page of Firebreak that is known here, and no other address. */
export function returnPath(wanted: string | undefined): string {
  return wanted !== undefined && ownPath.test(wanted) ? wanted : '/me';
}
