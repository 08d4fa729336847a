/** `14:02:10 UTC on 2026-03-01`. */
export function utcTime(at: string): string {
  return `${at.slice(11, 19)} UTC on ${at.slice(0, 10)}`;
}

/** A text of the record with its exact times as mails write them: a page shows them by the reader's clock, a mail cannot. */
export function withUtcTimes(text: string): string {
  return text.replace(/\b\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d(?:\.\d+)?Z/g, (at) => utcTime(at));
}
