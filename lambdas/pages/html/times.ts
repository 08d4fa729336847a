import { durationLabel } from '../../domain/reporting/labels/duration-label.ts';
import { type Fragment, type Html, html } from './html.ts';

/** A recorded time: UTC as served, the reader's own time once the script ran, UTC on hover. */
export function timeTag(at: string, detail: 'time' | 'date-time' = 'time'): Html {
  const utc = new Date(at);
  if (Number.isNaN(utc.getTime())) {
    return html`<span>${at}</span>`;
  }
  const iso = `${utc.toISOString().slice(0, 19)}Z`;
  const full = `${iso.slice(0, 10)} ${iso.slice(11, 19)} UTC`;
  const shown = detail === 'time' ? `${iso.slice(11, 19)} UTC` : full;
  // Most are of the day: the script takes them as such.
  return detail === 'time'
    ? html`<time datetime="${iso}">${shown}</time>`
    : html`<time datetime="${iso}" data-day>${shown}</time>`;
}

/** A sentence whose recorded times read like all others; those of the given day without the day. */
export function withTimes(text: string, day: string | null = null): Fragment {
  return withTags(text, (at) => timeTag(at, at.slice(0, 10) === day ? 'time' : 'date-time'));
}

/** The same where the day goes without saying. */
export function withTimesOfDay(text: string): Fragment {
  return withTags(text, (at) => timeTag(at));
}

function withTags(text: string, tag: (at: string) => Html): Fragment {
  return text
    .split(/(\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d(?:\.\d+)?Z)/)
    .map((part, place) => (place % 2 === 1 ? tag(part) : part));
}

export function timeBetween(from: string, to: string | Date): string {
  return durationLabel(new Date(to).getTime() - new Date(from).getTime());
}
