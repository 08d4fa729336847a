import type { AlertPage, IncidentAlert } from '../records/alert.ts';

/** An item of the table takes 400 kB: so many of the longest alerts (`mostAlertBytes`, and 1 kB of what is remembered of each). */
export const alertsPerPage = 40;

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
  const placeOf = new Map(
    pages.flatMap((page, index) =>
      page.alerts.map(({ alert }, place) => [identityOf(alert), { index, place }] as const),
    ),
  );
  const contents = pages.map((page) => [...page.alerts]);
  const changed = new Set<number>();
  for (const known of alerts) {
    const { index, place } = placeOf.get(identityOf(known.alert)) ?? freePlace(contents);
    const content = contents[index] ?? [];
    contents[index] = content;
    content[place] = known;
    placeOf.set(identityOf(known.alert), { index, place });
    changed.add(index);
  }
  return [...changed].map((number) => ({
    number,
    version: (pages[number]?.version ?? 0) + 1,
    alerts: contents[number] ?? [],
  }));
}

function freePlace(contents: readonly (readonly IncidentAlert[])[]): { index: number; place: number } {
  const last = Math.max(0, contents.length - 1);
  const place = contents[last]?.length ?? 0;
  return place < alertsPerPage ? { index: last, place } : { index: last + 1, place: 0 };
}
