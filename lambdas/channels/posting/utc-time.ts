/** `14:02:10 UTC on 2026-03-01`. */
export function utcTime(at: string): string {
  return `${at.slice(11, 19)} UTC on ${at.slice(0, 10)}`;
}
