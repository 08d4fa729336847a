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

const exact = String.raw`\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d(?:\.\d+)?Z`;
const ofDay = String.raw`(?:[01]\d|2[0-3]):[0-5]\d(?::[0-5]\d)? UTC`;
const anyTime = new RegExp(`(${exact}|${ofDay})`);
const halfDayMs = 12 * 3_600_000;

/**
 * A sentence whose times read like all others. Exact ones are told without the day where that is the one of `near`; what is told as a time
 * of day, such as `02:14 UTC`, is taken as the one nearest to it. Left out: only exact ones are known for times.
 */
export function withTimes(text: string, near: string | null = null): Fragment {
  return withTags(text, (told) => {
    const at = told.endsWith('UTC') ? nearestTo(near, told) : told;
    if (at === null) return told;
    return timeTag(at, told !== at || at.slice(0, 10) === near?.slice(0, 10) ? 'time' : 'date-time');
  });
}

/** The same where the day goes without saying. */
export function withTimesOfDay(text: string): Fragment {
  return withTags(text, (told) => (told.endsWith('UTC') ? told : timeTag(told)));
}

function withTags(text: string, tag: (told: string) => Fragment): Fragment {
  return text.split(anyTime).map((part, place) => (place % 2 === 1 ? tag(part) : part));
}

/** Null where there is no time to be near to. */
function nearestTo(near: string | null, told: string): string | null {
  const nearMs = Date.parse(near ?? '');
  if (near === null || Number.isNaN(nearMs)) return null;
  const sameDay = Date.parse(`${near.slice(0, 10)}T${told.slice(0, -4)}Z`);
  const days = Math.round((nearMs - sameDay) / (2 * halfDayMs));
  return new Date(sameDay + days * 2 * halfDayMs).toISOString();
}

export function timeBetween(from: string, to: string | Date): string {
  return durationLabel(new Date(to).getTime() - new Date(from).getTime());
}
