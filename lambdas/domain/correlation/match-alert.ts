import { matchesPattern } from '../matches-pattern.ts';
import type { Alert } from '../records/alert.ts';

/** What policy asks of an alert; what is left out fits every alert. */
export interface AlertMatch {
  readonly source?: string | undefined;
  readonly labels?: Readonly<Record<string, string>> | undefined;
  /** `*` stands for any text. */
  readonly alarmName?: string | undefined;
}

export function matchesAlert({ source, labels = {}, alarmName }: AlertMatch, alert: Alert): boolean {
  return (
    (source === undefined || source === alert.source) &&
    Object.entries(labels).every(([name, value]) => alert.labels[name] === value) &&
    (alarmName === undefined || matchesPattern(alarmName, alarmNameOf(alert) ?? alert.title))
  );
}

/** The rule's own name, which unlike a title does not change with the alert's state. */
export function alarmNameOf({ labels }: Pick<Alert, 'labels'>): string | null {
  return labels['alarmName'] ?? labels['alertname'] ?? null;
}
