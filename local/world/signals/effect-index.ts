import type { Scenario } from '../scenario/scenario.ts';
import type { Effect } from '../scenario/scenario-schema.ts';
import type { SimulatedService } from '../scenario/service-schema.ts';

/** A service with what can befall it. */
export interface IndexedService {
  readonly service: SimulatedService;
  readonly effects: readonly Effect[];
  readonly needs: readonly {
    readonly share: number;
    readonly error: string;
    readonly unlessFlag: string | undefined;
    readonly of: IndexedService;
  }[];
}

const indexes = new WeakMap<Scenario, ReadonlyMap<string, IndexedService>>();

/** Services by id. A dependency that nothing ever befalls is left out. */
export function indexServices(scenario: Scenario): ReadonlyMap<string, IndexedService> {
  const known = indexes.get(scenario);
  if (known !== undefined) return known;
  const index = new Map<string, IndexedService>();
  const add = (service: SimulatedService): IndexedService => {
    const before = index.get(service.id);
    if (before !== undefined) return before;
    const needs = service.dependsOn.flatMap(({ service: id, share, error, unlessFlag }) => {
      const other = scenario.services.find((one) => one.id === id);
      return other === undefined ? [] : [{ share, error, unlessFlag, of: add(other) }];
    });
    const entry = {
      service,
      effects: scenario.effects.filter((effect) => effect.service === service.id),
      needs: needs.filter(
        ({ of }) => of.effects.length > 0 || of.needs.length > 0 || of.service.ecsService !== undefined,
      ),
    };
    index.set(service.id, entry);
    return entry;
  };
  for (const service of scenario.services) add(service);
  indexes.set(scenario, index);
  return index;
}

const ofQueues = new WeakMap<Scenario, ReadonlyMap<string | undefined, readonly Effect[]>>();

/** What can befall a queue. */
export function queueEffects(scenario: Scenario, queue: string): readonly Effect[] {
  const known = ofQueues.get(scenario) ?? Map.groupBy(scenario.effects, (effect) => effect.queue);
  ofQueues.set(scenario, known);
  return known.get(queue) ?? [];
}
