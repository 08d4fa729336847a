import type { ScheduledCall, Schedules } from '../../../lambdas/ports/schedules.ts';
import { jsonCopy } from './json-copy.ts';

interface InMemorySchedule {
  readonly name: string;
  readonly call: ScheduledCall;
  readonly until: Date;
}

interface InMemoryAppointment {
  readonly name: string;
  readonly call: ScheduledCall;
  readonly at: Date;
}

export interface InMemorySchedules extends Schedules {
  /** Of every minute. */
  list(): readonly InMemorySchedule[];
  /** Of one time each. */
  appointments(): readonly InMemoryAppointment[];
}

export function createInMemorySchedules(): InMemorySchedules {
  const schedules = new Map<string, InMemorySchedule>();
  const appointments = new Map<string, InMemoryAppointment>();
  return {
    everyMinute: async (name, call, until) => {
      schedules.set(name, { name, call: jsonCopy(call), until });
    },
    once: async (name, call, at) => {
      appointments.set(name, { name, call: jsonCopy(call), at });
    },
    remove: async (name) => {
      schedules.delete(name);
      appointments.delete(name);
    },
    appointments: () => [...appointments.values()],
    list: () => [...schedules.values()],
  };
}
