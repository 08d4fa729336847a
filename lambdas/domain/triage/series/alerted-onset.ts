import type { RecordedFacts } from '../../records/recorded-facts.ts';

/** A sender's time further back than this is not believed. */
const believedBackHours = 24;

/** When the first alert says that it began, as far as that can be believed; else when the incident was opened. */
export function alertedOnset({ incident, alerts }: Pick<RecordedFacts, 'incident' | 'alerts'>): Date {
  const opened = Date.parse(incident.openedAt);
  const told = alerts.map(({ alert }) => Date.parse(alert.startsAt ?? '')).filter((at) => !Number.isNaN(at));
  const first = Math.min(opened, ...told);
  return new Date(Math.max(first, opened - believedBackHours * 3_600_000));
}
