import type { Schedules } from '../../../lambdas/ports/schedules.ts';
import { jsonCopy } from './json-copy.ts';

interface InMemorySchedule {
  readonly name: string;
  readonly payload: Readonly<Record<string, unknown>>;
  readonly until: Date;
}

export interface InMemorySchedules extends Schedules {
  list(): readonly InMemorySchedule[];
}

export function createInMemorySchedules(): InMemorySchedules {
  const schedules = new Map<string, InMemorySchedule>();
  return {
    everyMinute: async (name, payload, until) => {
      schedules.set(name, { name, payload: jsonCopy(payload), until });
    },
    remove: async (name) => {
      schedules.delete(name);
    },
    list: () => [...schedules.values()],
  };
}
