import type { ServicePolicy } from './schemas/services-schema.ts';

/** Further away than this nothing explains anything. */
const mostHops = 3;

/** Ids of the services that this one needs, directly or by others, nearest first; never itself. */
export function dependenciesOf(services: readonly ServicePolicy[], service: string): readonly string[] {
  const found = new Set<string>([service]);
  let nearest: readonly string[] = [service];
  for (let hop = 0; hop < mostHops && nearest.length > 0; hop += 1) {
    const needed = nearest.flatMap((id) => services.find((known) => known.id === id)?.dependsOn ?? []);
    nearest = [...new Set(needed)].filter((id) => !found.has(id));
    for (const id of nearest) found.add(id);
  }
  found.delete(service);
  return [...found];
}
