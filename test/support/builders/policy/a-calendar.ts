/** An iCalendar file with these events, each by its lines. */
export function aCalendar(...events: readonly (readonly string[])[]): string {
  const written = events.flatMap((lines, index) => [
    'BEGIN:VEVENT',
    ...(lines.some((line) => line.startsWith('UID')) ? [] : [`UID:event-${index + 1}@example.com`]),
    'DTSTAMP:20260101T000000Z',
    ...lines,
    'END:VEVENT',
  ]);
  return ['BEGIN:VCALENDAR', 'VERSION:2.0', 'PRODID:-//test//EN', ...written, 'END:VCALENDAR', ''].join(
    '\r\n',
  );
}

/** Ana's week from Monday at nine in Berlin, every second week. */
export const anasWeeks: readonly string[] = [
  'DTSTART;TZID=Europe/Berlin:20260302T090000',
  'DTEND;TZID=Europe/Berlin:20260309T090000',
  'RRULE:FREQ=WEEKLY;INTERVAL=2',
  'SUMMARY:ana',
];
