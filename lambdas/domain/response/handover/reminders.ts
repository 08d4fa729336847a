const hour = 3600;

/** Seconds after a hand-over at which people are reminded: sooner at first, then seldom. The workflow's waits are the steps between them. */
export const remindAfterSeconds: readonly number[] = [hour, 4 * hour, 24 * hour, 72 * hour, 168 * hour];

/** Nobody attended to it for so long: it is closed, and that is told. */
export const unattendedAfterSeconds = 336 * hour;

/** How many reminders are due by then, or `unattended` when the time is over. */
export function remindersDue(ageSeconds: number): number | 'unattended' {
  if (ageSeconds >= unattendedAfterSeconds) return 'unattended';
  return remindAfterSeconds.filter((seconds) => seconds <= ageSeconds).length;
}
