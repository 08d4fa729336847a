import { incidentStatuses } from '../../domain/records/incident.ts';
import { type Severity, severities } from '../../domain/records/severity.ts';
import type { Site } from '../html/layout.ts';

/** The states that the list offers; an address may name any other. */
export const offeredStates = ['open', 'awaiting-approval', 'handed-over', 'closed', 'all'] as const;
const states = ['open', 'all', ...incidentStatuses] as const;
export type ListState = (typeof states)[number];

/** What the list is narrowed to: all of it stands in the address. */
export interface ListFilters {
  readonly status: ListState;
  readonly service: string | null;
  readonly severity: Severity | null;
  /** As the address has it, such as `24h`. */
  readonly since: string | null;
  readonly text: string | null;
}

export const noFilters: ListFilters = {
  status: 'open',
  service: null,
  severity: null,
  since: null,
  text: null,
};

const longest = 200;
const unitMs: Readonly<Record<string, number>> = { m: 60_000, h: 3_600_000, d: 86_400_000 };

/** What cannot be read is left out, and named: a link that somebody typed still shows a list. */
export function readFilters(query: Readonly<Record<string, string>>): {
  readonly filters: ListFilters;
  readonly leftOut: readonly string[];
} {
  const given = (name: string) => query[name]?.trim().slice(0, longest) || null;
  const [status, severity, since] = [given('status'), given('severity'), given('since')];
  const knownStatus = states.find((each) => each === status) ?? null;
  const knownSeverity = severities.find((each) => each === severity?.toUpperCase()) ?? null;
  const knownSince = since !== null && startOf(since, new Date(0)) !== null ? since : null;
  const pairs = [
    ['state', status, knownStatus],
    ['severity', severity, knownSeverity],
    ['time', since, knownSince],
  ] as const;
  return {
    filters: {
      status: knownStatus ?? 'open',
      service: given('service'),
      severity: knownSeverity,
      since: knownSince,
      text: given('q'),
    },
    leftOut: pairs.flatMap(([name, said, known]) =>
      said !== null && known === null ? [`${name} "${said}"`] : [],
    ),
  };
}

/** `90m`, `24h` and `7d` before now, or an instant, as ISO 8601; null for anything else. */
export function startOf(since: string, now: Date): string | null {
  const [, count, unit = ''] = /^(\d{1,4})([mhd])$/.exec(since) ?? [];
  if (count !== undefined) return new Date(now.getTime() - Number(count) * (unitMs[unit] ?? 0)).toISOString();
  const isInstant = /^\d{4}-\d\d-\d\d(T\d\d:\d\d(:\d\d(\.\d+)?)?Z)?$/.test(since);
  return isInstant && !Number.isNaN(Date.parse(since)) ? new Date(since).toISOString() : null;
}

export function isNarrowed({ service, severity, since, text }: ListFilters): boolean {
  return [service, severity, since, text].some((each) => each !== null);
}

/** The address of a list; what is usual is left out of it. */
export function listHref(
  { base }: Pick<Site, 'base'>,
  { status, service, severity, since, text }: ListFilters,
  cursor: string | null = null,
): string {
  const given = { q: text, service, severity, since, cursor };
  const query = new URLSearchParams({
    ...(status === 'open' ? {} : { status }),
    ...Object.fromEntries(Object.entries(given).filter((pair): pair is [string, string] => pair[1] !== null)),
  }).toString();
  return `${base}/${query === '' ? '' : `?${query}`}`;
}
