/** A value that a condition read. Text may quote hostile input: escape it. */
export interface ReadValue {
  /** As the condition writes it: `evidence.metrics.errorRate.current`. */
  readonly path: string;
  readonly value: string | number | boolean;
}
