import { lazyCrypto } from '../../adapters/builtins/lazy-builtins.ts';
import { cutText } from '../../domain/masking/cut-text.ts';
import { maskAlert } from '../../domain/masking/mask-alert.ts';
import type { Alert, AlertStatus } from '../../domain/records/alert.ts';
import { textsOf } from './json.ts';
import { severityHintOf } from './severity-terms.ts';

/** Where the thing is that an alert is about, as its sender tells it: each becomes a label, unless the sender has one of that name. */
export interface AlertPlace {
  /** AWS account, Azure subscription, Google Cloud project … */
  readonly account?: string | null;
  readonly region?: string | null;
  /** The whole id or ARN. */
  readonly resource?: string | null;
  readonly environment?: string | null;
  readonly host?: string | null;
}

/** What a source read out of a delivery; everything left out is null or empty. */
export interface ReadAlert {
  /** The sender's own stable identity; when it gives none, `hashOf` what identifies the alert. */
  readonly identity: string;
  readonly status: AlertStatus;
  /** Null when the sender gave none: the alert's title is then empty. */
  readonly title: string | null;
  readonly description?: string | null;
  readonly service?: string | null;
  readonly severityRaw?: string | null;
  readonly severityHint?: Alert['severityHint'];
  readonly labels?: Readonly<Record<string, string>>;
  readonly place?: AlertPlace;
  readonly startsAt?: string | null;
  readonly endsAt?: string | null;
  readonly saidAt?: string | null;
  readonly links?: readonly (string | null)[];
}

const longest = {
  identity: 200,
  title: 2000,
  description: 8000,
  service: 200,
  severity: 100,
  labelName: 200,
  label: 1000,
  link: 2048,
};
const most = { labels: 64, links: 20 };

/**
 * An alert cut to what an item of the table can hold and then masked, with only web links in it. It is cut before anything else looks at it,
 * so that no delivery takes long to read. What came is in the ledger.
 */
export function alertOf(source: string, read: ReadAlert): Alert {
  const severityRaw = cut(read.severityRaw, longest.severity);
  return maskAlert({
    source,
    fingerprint: read.identity.length <= longest.identity ? read.identity : hashOf(read.identity),
    status: read.status,
    title: cut(read.title, longest.title) ?? '',
    description: cut(read.description, longest.description),
    service: cut(read.service, longest.service),
    severityHint: read.severityHint ?? severityHintOf(severityRaw),
    severityRaw,
    labels: Object.fromEntries(
      Object.entries({ ...textsOf(read.place), ...read.labels })
        .slice(0, most.labels)
        .map(([key, value]) => [key.slice(0, longest.labelName), cutText(value, longest.label)]),
    ),
    startsAt: read.startsAt ?? null,
    endsAt: read.endsAt ?? null,
    ...(typeof read.saidAt === 'string' ? { saidAt: read.saidAt } : {}),
    links: [...new Set(read.links ?? [])].filter(isWebLink).slice(0, most.links),
  });
}

/** An identity made of parts, for senders that give none. */
export function hashOf(...parts: readonly string[]): string {
  return lazyCrypto().createHash('sha256').update(JSON.stringify(parts)).digest('hex').slice(0, 32);
}

/** An identity made of labels, whatever their order. */
export function hashOfLabels(labels: Readonly<Record<string, string>>): string {
  return hashOf(
    ...Object.entries(labels)
      .sort(([a], [b]) => (a < b ? -1 : 1))
      .flat(),
  );
}

function cut(text: string | null | undefined, length: number): string | null {
  return text === null || text === undefined ? null : cutText(text, length);
}

function isWebLink(link: string | null): link is string {
  return link !== null && link.length <= longest.link && /^https?:\/\//i.test(link) && URL.canParse(link);
}
