/** `Mon 30 Nov 2026 09:00 CET (08:00 UTC)`: by the clocks of a zone and in UTC, with its day where that is another. */
export function zoneTime(instant: number, timeZone: string): string {
  const local = new Intl.DateTimeFormat('en-GB', { ...parts, timeZone, timeZoneName: 'short' });
  const shown = textOf(local, instant);
  if (timeZone === 'UTC') return shown;
  const utc = new Intl.DateTimeFormat('en-GB', { ...parts, timeZone: 'UTC' });
  const [day, time] = splitAtTime(textOf(utc, instant));
  return `${shown} (${shown.startsWith(day) ? '' : `${day} `}${time} UTC)`;
}

const parts = {
  weekday: 'short',
  day: 'numeric',
  month: 'short',
  year: 'numeric',
  hour: '2-digit',
  minute: '2-digit',
  hourCycle: 'h23',
} as const;

function textOf(format: Intl.DateTimeFormat, instant: number): string {
  return format.format(instant).replaceAll(',', '');
}

function splitAtTime(text: string): readonly [string, string] {
  const at = text.lastIndexOf(' ');
  return [text.slice(0, at), text.slice(at + 1)];
}
