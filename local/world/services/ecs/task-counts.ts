import type { Consumption } from '../../signals/account-view.ts';
import type { EcsService } from './ecs-state.ts';

/** A task that is no longer wanted finishes its requests first. */
const DRAIN_MS = 10_000;

export interface TaskCounts {
  readonly desired: number;
  readonly running: number;
  readonly pending: number;
}

/** How much of a queue the tasks that run take, of what those take that were wanted first. */
export function consumptionByTasks(service: EcsService): readonly Consumption[] {
  const usual = Math.max(1, service.desired[0]?.count ?? 0);
  return service.desired.map(({ at, count }, index) => {
    const grows = count > (service.desired[index - 1]?.count ?? 0);
    const lagMs = grows ? service.taskStartSeconds * 1000 : DRAIN_MS;
    return { from: Date.parse(at) + (index === 0 ? 0 : lagMs), share: Math.min(1, count / usual) };
  });
}

/** Tasks of a service at a moment: those that run follow the wanted number, as fast as tasks start and end. */
export function taskCountsAt({ desired: history, taskStartSeconds }: EcsService, atMs: number): TaskCounts {
  const desired = history.findLast(({ at }) => Date.parse(at) <= atMs)?.count ?? 0;
  let running = 0;
  for (const [index, { count, at }] of history.entries()) {
    const isFirst = index === 0;
    const lagMs = count > running ? taskStartSeconds * 1000 : DRAIN_MS;
    if (!isFirst && Date.parse(at) + lagMs > atMs) continue;
    if (Date.parse(at) <= atMs) running = count;
  }
  return { desired, running, pending: Math.max(0, desired - running) };
}
