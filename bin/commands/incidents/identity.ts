/** Whom a laptop's API is told that a command comes from; elsewhere the AWS credentials say it. */
export function named(as: string | undefined): { readonly by?: string } {
  return as === undefined ? {} : { by: as };
}

/** The key of a personal link, or of its fragment alone. */
export function linkKey(link: string): string {
  return link.slice(link.indexOf('#') + 1);
}
