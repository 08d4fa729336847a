import type { ServicePolicy } from './schemas/services-schema.ts';

/** Dependencies of dependencies are the last that are looked at. */
const mostHops = 2;
const mostServices = 12;

export interface Dependencies {
  /** Nearest first, in the order of policy, each once. */
  readonly services: readonly ServicePolicy[];
  /** Ids that are one too many to look at. */
  readonly leftOut: readonly string[];
}

/** What a service needs, directly or through one other service. */
export function findDependencies(service: ServicePolicy, all: readonly ServicePolicy[]): Dependencies {
  const seen = new Set([service.id]);
  const found: ServicePolicy[] = [];
  let ring: readonly ServicePolicy[] = [service];
  for (let hop = 0; hop < mostHops; hop += 1) {
    const next: ServicePolicy[] = [];
    for (const id of ring.flatMap(({ dependsOn }) => dependsOn)) {
      const dependency = seen.has(id) ? undefined : all.find((each) => each.id === id);
      seen.add(id);
      if (dependency !== undefined) next.push(dependency);
    }
    found.push(...next);
    ring = next;
  }
  return {
    services: found.slice(0, mostServices),
    leftOut: found.slice(mostServices).map(({ id }) => id),
  };
}
