import type { ScheduledCall, Schedules } from '../../../lambdas/ports/schedules.ts';
import { jsonCopy } from './json-copy.ts';

interface InMemorySchedule {
  readonly name: string;
  readonly call: ScheduledCall;
  readonly until: Date;
}

export interface InMemorySchedules extends Schedules {
  list(): readonly InMemorySchedule[];
}

export function createInMemorySchedules(): InMemorySchedules {
  const schedules = new Map<string, InMemorySchedule>();
  return {
    everyMinute: async (name, call, until) => {
      schedules.set(name, { name, call: jsonCopy(call), until });
    },
    remove: async (name) => {
      schedules.delete(name);
    },
    list: () => [...schedules.values()],
  };
}
