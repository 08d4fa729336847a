import type { EcsService } from './ecs-state.ts';

/** A task that is no longer wanted finishes its requests first. */
const DRAIN_MS = 10_000;

export interface TaskCounts {
  readonly desired: number;
  readonly running: number;
  readonly pending: number;
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
