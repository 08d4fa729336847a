/** Scheduled checks outside the execution, so that waiting does not grow its history. */
export interface Schedules {
  /** Calls the target function every minute with `payload` until `until`. Repeating the call changes nothing. */
  everyMinute(name: string, payload: Readonly<Record<string, unknown>>, until: Date): Promise<void>;
  /** Harmless when there is none. */
  remove(name: string): Promise<void>;
}
