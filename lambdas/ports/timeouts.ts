/** Time limits for work that may be slow. */
export interface Timeouts {
  /**
   * Gives what `work` gives. When that takes longer, its signal is aborted and this rejects with
   * DependencyUnavailableError at once, whether or not the work listens.
   */
  limit<T>(seconds: number, work: (signal: AbortSignal) => Promise<T>): Promise<T>;
}
