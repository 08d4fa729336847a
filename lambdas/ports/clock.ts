/** The time, passed in so that tests and rehearsals own it. */
export interface Clock {
  now(): Date;
}
