import type { Incident } from '../../records/incident.ts';
import type { PeoplePolicy } from '../schemas/people-schema.ts';
import type { StatusPagePolicy } from '../schemas/public-status-schema.ts';

/** Names of the kinds of status pages that policy publishes to. */
export function usedStatusPages({ publicStatus }: Pick<PeoplePolicy, 'publicStatus'>): readonly string[] {
  return [...new Set(publicStatus?.pages.map(({ page }) => page) ?? [])].toSorted();
}

/** What the public calls the service of an incident; null: nothing is said about it. */
export function publicNameOf(
  { publicStatus }: Pick<PeoplePolicy, 'publicStatus'>,
  { service, environment }: Pick<Incident, 'service' | 'environment'>,
): string | null {
  const found = publicStatus?.services.find(
    (each) => each.service === service && each.environment === environment,
  );
  return found?.name ?? null;
}

/** The pages that are told of incidents of a service. */
export function statusPagesFor(
  { publicStatus }: Pick<PeoplePolicy, 'publicStatus'>,
  { service }: Pick<Incident, 'service'>,
): readonly StatusPagePolicy[] {
  return (publicStatus?.pages ?? []).filter(({ services }) => services?.includes(service) ?? true);
}
