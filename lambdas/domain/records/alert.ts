import type { Severity, Symptom } from './severity.ts';

export const alertStatuses = ['firing', 'resolved', 'acknowledged', 'updated', 'no-data', 'ignored'] as const;
export type AlertStatus = (typeof alertStatuses)[number];

export const severityHints = ['critical', 'high', 'medium', 'low', 'info', 'unknown'] as const;
export type SeverityHint = (typeof severityHints)[number];

/** That a person, and no sender, said it. */
export interface Declaration {
  /** Id of the person. */
  readonly by: string;
  /** At least so severe, whatever policy says; null: as policy says. */
  readonly severity: Severity | null;
  readonly symptom: Symptom | null;
}

/** That Firebreak itself saw a closed incident to be back. */
export interface SeenRelapse {
  /** Id of the closed incident. */
  readonly of: string;
  /** Where that one belonged. */
  readonly correlationKey: string;
  readonly service: string;
  readonly environment: string;
  readonly sensitive: boolean;
}

/** One normalised signal out of a delivery. All text in it is hostile: escape it wherever it is shown. */
export interface Alert {
  readonly source: string;
  /** Stable identity within the source. */
  readonly fingerprint: string;
  readonly status: AlertStatus;
  readonly title: string;
  readonly description: string | null;
  readonly service: string | null;
  readonly severityHint: SeverityHint | null;
  /** The sender's own term for the severity, as sent. */
  readonly severityRaw: string | null;
  readonly labels: Readonly<Record<string, string>>;
  /** ISO 8601 UTC with milliseconds. */
  readonly startsAt: string | null;
  readonly endsAt: string | null;
  /** When its sender says that it told this, which differs from one delivery to the next; left out where it does not say. */
  readonly saidAt?: string;
  readonly links: readonly string[];
  /** Left out: a sender raised it. */
  readonly declared?: Declaration;
  /** Left out: a sender raised it, or a person. */
  readonly relapse?: SeenRelapse;
}

/** When an alert began or ended, by its sender's clock where that gives a time. */
export interface AlertStateChange {
  /** ISO 8601 UTC. */
  readonly at: string;
  readonly to: 'firing' | 'resolved';
}

/**
 * The latest that was told of an alert, by which a repeat is told from news. All ISO 8601 UTC. `…SaidAt` is when the sender said so, or
 * when it was received.
 */
export interface LastTold {
  /** Start of the latest firing. */
  readonly startedAt: string;
  readonly firingSaidAt: string;
  /** End of the latest resolve; null when there was none. */
  readonly endedAt: string | null;
  readonly resolvedSaidAt: string | null;
  /** Its state while it is not resolved. */
  readonly state: 'firing' | 'acknowledged' | 'no-data';
  readonly stateSaidAt: string;
}

/** When the latest end of an alert was, and when that was said. */
export type Resolution = { readonly endedAt: string; readonly saidAt: string };

/** An alert as an incident remembers it: one for each fingerprint. */
export interface IncidentAlert {
  readonly alert: Alert;
  readonly firstSeenAt: string;
  readonly lastSeenAt: string;
  /** Deliveries in which it was seen. */
  readonly occurrences: number;
  /** The newest of its beginnings and ends, oldest first, each once: what tells that it flaps. */
  readonly changes: readonly AlertStateChange[];
  /** Left out by earlier versions: then the alert itself tells. */
  readonly lastTold?: LastTold;
  /** Incident that took it over when this one was over and it was not. */
  readonly movedTo: string | null;
}

/** What is known of an alert beyond its incident. */
export interface RememberedAlert {
  readonly lastTold: LastTold;
  readonly lastSeenAt: string;
}

/** Alerts that are stored in one item. An incident has one page but for storms, in which it has several. */
export interface AlertPage {
  /** Counts from 0. */
  readonly number: number;
  /** Grows by one with every write; 0 when it was never written. */
  readonly version: number;
  readonly alerts: readonly IncidentAlert[];
}
