/** Keeps one consumer from writing one item more often than the table likes. */
export interface Pacer {
  /** Resolves when this consumer may write the item of this id again. At once for an item that it has not written lately. */
  pause(id: string): Promise<void>;
}
