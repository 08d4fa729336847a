/** Changes are listed so far back; older ones are part of normal operation. */
export const changeLookBackHours = 48;
/** How previous changes ended is looked up so far back. */
export const trackRecordDays = 14;

/** Instant so many hours before another. */
export function hoursBefore(instant: Date, hours: number): Date {
  return new Date(instant.getTime() - hours * 3_600_000);
}
