/** One of Firebreak's own functions, such as `watch-recovery`, and what it is called with. */
export interface ScheduledCall {
  readonly function: string;
  readonly payload: Readonly<Record<string, unknown>>;
}

/** Scheduled checks outside the execution, so that waiting does not grow its history. */
export interface Schedules {
  /** Makes the call every minute until `until`. Repeating this changes nothing. */
  everyMinute(name: string, call: ScheduledCall, until: Date): Promise<void>;
  /** Harmless when there is none. */
  remove(name: string): Promise<void>;
}
