import type { AlertPage, IncidentAlert } from '../alert.ts';
import { jsonBytes, squeezeAlert } from './trim-alert.ts';

/** An item of the table takes 400 kB. A page that is as large as this takes no further alert … */
const fullBytes = 200_000;
/** … and one whose alerts grew beyond this keeps only what is needed of each. */
const mostBytes = 350_000;
/** A page of fewer alerts than this is not measured: it has room. */
const unmeasured = 10;

/** What an alert is known by among all alerts of an incident. */
export function identityOf({ source, fingerprint }: { source: string; fingerprint: string }): string {
  return `${source}#${fingerprint}`;
}

export function alertsOf(pages: readonly AlertPage[]): readonly IncidentAlert[] {
  return pages.flatMap(({ alerts }) => alerts);
}

/** Every alert of the pages by its identity. */
export function alertsByIdentity(pages: readonly AlertPage[]): ReadonlyMap<string, IncidentAlert> {
  return new Map(alertsOf(pages).map((known) => [identityOf(known.alert), known]));
}

/**
 * The pages that hold these alerts in place of what they held of them, each one version on; pages that stay as they are are left out.
 * New alerts go to the last page, or to a further one when that is full.
 */
export function putIntoPages(
  pages: readonly AlertPage[],
  alerts: readonly IncidentAlert[],
): readonly AlertPage[] {
  const pageOf = new Map(
    pages.flatMap((page, index) =>
      page.alerts.map(({ alert }, place) => [identityOf(alert), { index, place }] as const),
    ),
  );
  const contents = pages.map((page) => [...page.alerts]);
  const changed = new Set<number>();
  const sizes = new Map<number, number>();
  for (const known of alerts) {
    const found = pageOf.get(identityOf(known.alert));
    if (found !== undefined) {
      contents[found.index]?.splice(found.place, 1, known);
      changed.add(found.index);
      continue;
    }
    const index = lastWithRoom(contents, sizes);
    const content = contents[index] ?? [];
    contents[index] = content;
    pageOf.set(identityOf(known.alert), { index, place: content.length });
    content.push(known);
    sizes.set(index, (sizes.get(index) ?? 0) + jsonBytes(known));
    changed.add(index);
  }
  return [...changed].map((number) => ({
    number,
    version: (pages[number]?.version ?? 0) + 1,
    alerts: fitting(contents[number] ?? []),
  }));
}

function lastWithRoom(contents: readonly (readonly IncidentAlert[])[], sizes: Map<number, number>): number {
  const last = Math.max(0, contents.length - 1);
  const content = contents[last] ?? [];
  if (content.length < unmeasured) return last;
  const size = sizes.get(last) ?? jsonBytes(content);
  sizes.set(last, size);
  return size < fullBytes ? last : last + 1;
}

function fitting(alerts: readonly IncidentAlert[]): readonly IncidentAlert[] {
  if (alerts.length < unmeasured || jsonBytes(alerts) <= mostBytes) return alerts;
  return alerts.map((known) => ({ ...known, alert: squeezeAlert(known.alert) }));
}
