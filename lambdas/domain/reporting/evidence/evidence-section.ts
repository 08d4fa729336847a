import type { MetricReading } from '../../records/evidence.ts';

/** What one kind of evidence found, for a page or a terminal: each renders these forms once. Text may be hostile: escape it. */
export interface EvidenceSection {
  /** Anchor on the page. */
  readonly id: string;
  readonly heading: string;
  /** What the items are, in sentences; times in it are ISO 8601 UTC. */
  readonly lead: string;
  /** Why it should be read with care. */
  readonly caveat: string | null;
  readonly items: readonly EvidenceItem[];
  /** Where all of it comes from; null when each item has its own. */
  readonly source: EvidenceSource | null;
}

export interface EvidenceSource {
  readonly query: string;
  readonly link: string | null;
}

export type EvidenceItem = SeriesItem | ShareItem | PatternItem;

/** A series with its baseline, drawn as a chart. */
export interface SeriesItem {
  readonly form: 'series';
  readonly reading: MetricReading;
}

/** How many of all, with those that matter most. */
export interface ShareItem {
  readonly form: 'share';
  readonly text: string;
  /** 0–1; null when it is not known. */
  readonly share: number | null;
  readonly caveat: string | null;
  readonly note: string | null;
  readonly rows: readonly { readonly name: string; readonly text: string }[];
  /** What takes a sentence each; times in it are ISO 8601 UTC. Left out: nothing. */
  readonly details?: readonly { readonly name: string; readonly text: string }[];
  readonly source: EvidenceSource;
}

/** Something that was seen before and after the onset. */
export interface PatternItem {
  readonly form: 'pattern';
  readonly text: string;
  readonly count: string;
  readonly isNew: boolean;
  readonly firstSeenAt: string | null;
  /** How often a minute. */
  readonly before: number;
  readonly after: number;
  readonly sample: string;
}
