import type { Location, Resource } from '../records/resource.ts';
import type { ServicePolicy } from './schemas/services-schema.ts';

/** What of a service is at one location. */
export interface LocatedService {
  /** Undefined: where Firebreak runs. */
  readonly location: Location | undefined;
  readonly service: ServicePolicy;
}

/**
 * A service as its locations have it: metrics and logs where the service is, each resource where it is. The first is where the service
 * is, also when it has no resource there.
 */
export function byLocation(service: ServicePolicy): readonly LocatedService[] {
  const resources: readonly Resource[] = service.resources;
  const others = resources.flatMap(({ location }) =>
    location === undefined || location.id === service.location?.id ? [] : [location],
  );
  const at = (location: Location | undefined): ServicePolicy['resources'] =>
    service.resources.filter((resource) => resource.location?.id === location?.id);
  return [
    { location: service.location, service: { ...service, resources: at(service.location) } },
    ...[...new Map(others.map((location) => [location.id, location])).values()].map((location) => ({
      location,
      service: {
        ...service,
        location,
        region: location.region,
        metrics: {},
        logs: [],
        blastRadius: {},
        resources: at(location),
      },
    })),
  ];
}

export interface LocatedServices {
  readonly location: Location;
  readonly services: readonly ServicePolicy[];
}

/** What is where Firebreak runs, and what is at each other location, in the order of their first mention. */
export function groupByLocation(services: readonly ServicePolicy[]): {
  readonly here: readonly ServicePolicy[];
  readonly elsewhere: readonly LocatedServices[];
} {
  const parts = services.flatMap(byLocation);
  const groups = Map.groupBy(parts, ({ location }) => location?.id);
  return {
    here: (groups.get(undefined) ?? []).map(({ service }) => service),
    elsewhere: [...groups.values()].flatMap((group) => {
      const location = group[0]?.location;
      return location === undefined ? [] : [{ location, services: group.map(({ service }) => service) }];
    }),
  };
}

/** Every location that something is in. */
export function locationsIn(services: readonly ServicePolicy[]): readonly Location[] {
  return groupByLocation(services).elsewhere.map(({ location }) => location);
}
