/** Keeps one consumer from writing one item more often than the table likes. */
export interface RateLimiter {
  /** Resolves when this consumer may write the item of this id again. At once for an item that it has not written recently. */
  pause(id: string): Promise<void>;
}
