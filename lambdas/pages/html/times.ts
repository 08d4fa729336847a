import { durationLabel } from '../../domain/reporting/labels/duration-label.ts';
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
  // Most are of the day: the script takes them as such.
  return detail === 'time'
    ? html`<time datetime="${iso}">${shown}</time>`
    : html`<time datetime="${iso}" data-detail="${detail}">${shown}</time>`;
}

/** A sentence whose recorded times read like all others. */
export function withTimes(text: string, detail: 'time' | 'date-time' = 'date-time'): Fragment {
  return text
    .split(/(\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d(?:\.\d+)?Z)/)
    .map((part, place) => (place % 2 === 1 ? timeTag(part, detail) : part));
}

export function timeBetween(from: string, to: string | Date): string {
  return durationLabel(new Date(to).getTime() - new Date(from).getTime());
}
