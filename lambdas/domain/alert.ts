export const alertStatuses = ['firing', 'resolved', 'acknowledged', 'updated', 'no-data', 'ignored'] as const;
export type AlertStatus = (typeof alertStatuses)[number];

export const severityHints = ['critical', 'high', 'medium', 'low', 'info', 'unknown'] as const;
export type SeverityHint = (typeof severityHints)[number];

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
  /** The sender's own word for the severity, as sent. */
  readonly severityRaw: string | null;
  readonly labels: Readonly<Record<string, string>>;
  /** ISO 8601 UTC with milliseconds. */
  readonly startsAt: string | null;
  readonly endsAt: string | null;
  readonly links: readonly string[];
}

/** An alert as an incident remembers it: one item per fingerprint. */
export interface IncidentAlert {
  readonly alert: Alert;
  readonly firstSeenAt: string;
  readonly lastSeenAt: string;
  /** Deliveries in which it was seen. */
  readonly occurrences: number;
}
