import { saysEnvironment } from '../identity/environment-of.ts';
import { isIdentifying } from '../identity/identifying-labels.ts';
import type { Alert } from '../records/alert.ts';

/** An incident keeps so much of an alert, as JSON in UTF-8; the whole alert is in the ledger. */
export const mostAlertBytes = 8000;

interface Limits {
  readonly title: number;
  readonly description: number;
  readonly labels: number;
  readonly labelName: number;
  readonly labelValue: number;
  readonly links: number;
  readonly name: number;
}

/** Each keeps less than the one before; the last one fits whatever the text is. */
const cuts: readonly Limits[] = [
  // Conditions search 4,000 characters of text: as many stay, where they are of the usual kind.
  { title: 300, description: 4000, labels: 16, labelName: 64, labelValue: 80, links: 2, name: 100 },
  { title: 120, description: 600, labels: 10, labelName: 40, labelValue: 60, links: 0, name: 60 },
  { title: 60, description: 0, labels: 8, labelName: 40, labelValue: 60, links: 0, name: 40 },
];

/** Labels that rules and readers look at first, and then those by which alerts are placed, are the last to go. */
const telling = ['alertname', 'alarmName', 'service', 'app', 'severity'];

/** What an incident keeps of an alert: all of it, unless it is very long. */
export function trimAlert(alert: Alert): Alert {
  let kept = alert;
  for (const limits of cuts) {
    if (jsonBytes(kept) <= mostAlertBytes) return kept;
    kept = cutAlert(alert, limits);
  }
  return kept;
}

function cutAlert(alert: Alert, limits: Limits): Alert {
  const labels = Object.entries(alert.labels)
    .toSorted(([a], [b]) => rank(a) - rank(b))
    .slice(0, limits.labels)
    .map(([name, value]) => [name.slice(0, limits.labelName), value.slice(0, limits.labelValue)]);
  return {
    ...alert,
    title: alert.title.slice(0, limits.title),
    description: limits.description === 0 ? null : (alert.description?.slice(0, limits.description) ?? null),
    service: alert.service?.slice(0, limits.name) ?? null,
    severityRaw: alert.severityRaw?.slice(0, limits.name) ?? null,
    labels: Object.fromEntries(labels),
    links: alert.links.filter((link) => link.length <= 300).slice(0, limits.links),
  };
}

function rank(label: string): number {
  const place = telling.indexOf(label);
  if (place !== -1) return place;
  if (saysEnvironment(label)) return telling.length;
  return telling.length + (isIdentifying(label) ? 1 : 2);
}

/** Size of a value as JSON in UTF-8, which is about what an item of the table counts. */
export function jsonBytes(value: unknown): number {
  return Buffer.byteLength(JSON.stringify(value));
}
