/** What keeps a person from being reached, in a sentence, and what to do about it. */
export interface Obstacle {
  readonly what: string;
  readonly next: string;
}

/** `unknown`: it could not be asked, which is not "fine". */
export interface ReachabilityFinding extends Obstacle {
  readonly state: 'obstacle' | 'unknown';
}
