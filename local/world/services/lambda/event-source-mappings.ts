import type { Scenario } from '../../scenario/scenario.ts';
import type { Consumption } from '../../signals/account-view.ts';

interface MappingSetting {
  readonly at: string;
  readonly enabled: boolean;
  /** Null: no limit of its own. */
  readonly maximumConcurrency: number | null;
}

/** What hands the messages of a queue to a function. */
export interface EventSourceMapping {
  readonly uuid: string;
  readonly functionName: string;
  readonly queue: string;
  readonly batchSize: number;
  /** Batches at work at once while nothing limits them. */
  readonly usualConcurrency: number;
  /** Oldest first. */
  readonly settings: MappingSetting[];
}

/** So long a change takes until it is in effect. */
const CHANGE_MS = 20_000;
const AGE_MS = 30 * 86_400_000;

export function seedMappings({ queues }: Scenario, startedAtMs: number): EventSourceMapping[] {
  return queues.flatMap(({ name, consumer }) => {
    if (consumer === undefined) return [];
    const { mapping: uuid, function: functionName, batchSize, concurrency, maximumConcurrency } = consumer;
    const at = new Date(startedAtMs - AGE_MS).toISOString();
    const settings = [{ at, enabled: true, maximumConcurrency: maximumConcurrency ?? null }];
    return [{ uuid, functionName, queue: name, batchSize, usualConcurrency: concurrency, settings }];
  });
}

export function currentSetting({ settings }: EventSourceMapping): MappingSetting {
  const newest = settings.at(-1);
  if (newest === undefined) throw new Error('A mapping has no setting');
  return newest;
}

/** `Enabled`, `Disabling` … as Lambda says it. */
export function mappingState(mapping: EventSourceMapping, nowMs: number): string {
  const { at, enabled } = currentSetting(mapping);
  const before = mapping.settings.at(-2);
  if (before === undefined || nowMs - Date.parse(at) >= CHANGE_MS) return enabled ? 'Enabled' : 'Disabled';
  if (before.enabled === enabled) return 'Updating';
  return enabled ? 'Enabling' : 'Disabling';
}

/** How much of its queue the mapping has taken, since when. */
export function consumptionOf({ settings, usualConcurrency }: EventSourceMapping): readonly Consumption[] {
  return settings.map(({ at, enabled, maximumConcurrency }, index) => ({
    from: Date.parse(at) + (index === 0 ? 0 : CHANGE_MS),
    share: enabled ? Math.min(1, (maximumConcurrency ?? usualConcurrency) / usualConcurrency) : 0,
  }));
}
