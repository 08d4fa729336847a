import type { Alert } from '../alert.ts';

/** Alerts up to this size are kept as they are. */
const wholeBytes = 4_000;

const trimmed = { title: 500, description: 2000, labels: 24, labelName: 100, labelValue: 200, links: 3 };
const squeezed = { title: 120, description: 0, labels: 6, labelName: 40, labelValue: 60, links: 0 };

/** Labels that severity rules and readers look at first are the last to go. */
const telling = ['alertname', 'alarmName', 'severity', 'service', 'environment', 'region', 'namespace'];

/** What an incident keeps of an alert: all of it, unless it is very long. */
export function trimAlert(alert: Alert): Alert {
  return jsonBytes(alert) <= wholeBytes ? alert : cutAlert(alert, trimmed);
}

/** The least that an alert is known and shown by: 1 kB at most. */
export function squeezeAlert(alert: Alert): Alert {
  return cutAlert(alert, squeezed);
}

function cutAlert(alert: Alert, limits: typeof trimmed): Alert {
  const labels = Object.entries(alert.labels)
    .toSorted(([a], [b]) => rank(a) - rank(b))
    .slice(0, limits.labels)
    .map(([name, value]) => [name.slice(0, limits.labelName), value.slice(0, limits.labelValue)]);
  return {
    ...alert,
    title: alert.title.slice(0, limits.title),
    description: limits.description === 0 ? null : (alert.description?.slice(0, limits.description) ?? null),
    labels: Object.fromEntries(labels),
    links: alert.links.filter((link) => link.length <= 1024).slice(0, limits.links),
  };
}

function rank(label: string): number {
  const place = telling.indexOf(label);
  return place === -1 ? telling.length : place;
}

/** Size of a value as JSON in UTF-8, which is about what an item of the table counts. */
export function jsonBytes(value: unknown): number {
  return Buffer.byteLength(JSON.stringify(value));
}
