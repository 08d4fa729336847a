/** New identifiers: `prefix_` and a ULID, so that they sort by time. */
export interface Ids {
  next(prefix: 'inc' | 'dlv' | 'tl' | 'bat'): string;
}
