/** The time of day of an ISO 8601 time in UTC, for people: `02:04 UTC`. */
export function utcMinute(at: string): string {
  return `${at.slice(11, 16)} UTC`;
}
