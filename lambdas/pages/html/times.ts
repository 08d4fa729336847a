import { type Fragment, type Html, html } from './html.ts';

/** A recorded time: UTC as served, the reader's own time once the script ran, UTC on hover. */
export function timeTag(at: string, detail: 'time' | 'date-time' = 'time'): Html {
  const utc = new Date(at);
  if (Number.isNaN(utc.getTime())) {
    return html`<span>${at}</span>`;
  }
  const iso = utc.toISOString();
  const full = `${iso.slice(0, 10)} ${iso.slice(11, 19)} UTC`;
  const shown = detail === 'time' ? `${iso.slice(11, 19)} UTC` : full;
  return html`<time datetime="${iso}" title="${full}" data-detail="${detail}">${shown}</time>`;
}

/** A sentence whose recorded times read like all others. */
export function withTimes(text: string): Fragment {
  return text
    .split(/(\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d(?:\.\d+)?Z)/)
    .map((part, place) => (place % 2 === 1 ? timeTag(part, 'date-time') : part));
}

/** `40 s`, `5 min 55 s`, `3 h 20 min`, `2 d 4 h`: the two largest units. Never negative. */
export function durationLabel(milliseconds: number): string {
  const seconds = Math.max(0, Math.round(milliseconds / 1000));
  const units = [
    ['d', 86_400],
    ['h', 3600],
    ['min', 60],
    ['s', 1],
  ] as const;
  const first = units.findIndex(([, length]) => seconds >= length);
  if (first === -1) {
    return '0 s';
  }
  let rest = seconds;
  const parts: string[] = [];
  for (const [unit, length] of units.slice(first, first + 2)) {
    const count = Math.floor(rest / length);
    rest -= count * length;
    if (count > 0) {
      parts.push(`${count} ${unit}`);
    }
  }
  return parts.join(' ');
}

export function timeBetween(from: string, to: string | Date): string {
  return durationLabel(new Date(to).getTime() - new Date(from).getTime());
}
