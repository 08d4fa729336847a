type PlainJson = Readonly<Record<string, unknown>>;

/** How far long work on a resource is, kept between the calls of the function that does it. */
export interface Work {
  /** One at a time: whoever has its lease works on it. */
  readonly resource: string;
  readonly incidentId: string;
  readonly stepIndex: number;
  /** A call is at it until then, ISO 8601 UTC; null: none is. */
  readonly busyUntil: string | null;
  /** What the action keeps; null before the first time. */
  readonly progress: PlainJson | null;
  /** What the work before on this resource has kept; null when there was none. */
  readonly before: PlainJson | null;
  readonly updatedAt: string;
  /** Grows by one with every write; the condition of the next. */
  readonly version: number;
}

/** One item per resource, of which the newest work is kept for 90 days. Rejects with DependencyUnavailableError when the table does not answer. */
export interface WorkStore {
  /** Read consistently; null when nothing is kept. */
  readWork(resource: string): Promise<Work | null>;
  /** Version 1 creates, later ones replace version - 1; else WriteConflictError. */
  saveWork(work: Work): Promise<void>;
}
