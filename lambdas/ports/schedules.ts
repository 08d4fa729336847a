/** One of Firebreak's own functions, such as `watch-recovery`, and what it is called with. */
export interface ScheduledCall {
  readonly function: string;
  readonly payload: Readonly<Record<string, unknown>>;
}

/** Scheduled checks outside the execution, so that waiting does not grow its history, or after it. */
export interface Schedules {
  /** Makes the call every minute until `until`. Repeating this changes nothing. */
  everyMinute(name: string, call: ScheduledCall, until: Date): Promise<void>;
  /** Makes the call once, at `at`, which is still to come. Repeating this with the same time changes nothing. */
  once(name: string, call: ScheduledCall, at: Date): Promise<void>;
  /** Harmless when there is none. */
  remove(name: string): Promise<void>;
}
