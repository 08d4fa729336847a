import * as z from 'zod';
import type { Immutable } from '../records/immutable.ts';
import { weekdays } from './weekdays.ts';

const timeField = z.string().regex(/^([01]\d|2[0-3]):[0-5]\d$/, 'must be HH:MM in UTC, quoted');
const instantField = z.iso.datetime({ offset: true, error: 'must be a time such as 2026-12-24T00:00:00Z' });

/** When something holds: one span, or every week. */
export const scheduledWindowFields = {
  once: z.strictObject({ from: instantField, until: instantField }).optional(),
  weekly: z
    .strictObject({ days: z.array(z.enum(weekdays)).min(1), from: timeField, until: timeField })
    .optional()
    .describe('UTC. A window whose end is not after its start runs past midnight.'),
};

const timesSchema = z.strictObject(scheduledWindowFields);
export type ScheduledWindow = Immutable<z.output<typeof timesSchema>>;

/** Checks of an object with these fields, for `superRefine`. */
export function checkScheduledWindow({ once, weekly }: ScheduledWindow, context: z.RefinementCtx): void {
  if ((once === undefined) === (weekly === undefined)) {
    context.addIssue({ code: 'custom', message: 'needs either once or weekly' });
  }
  if (once !== undefined && Date.parse(once.from) >= Date.parse(once.until)) {
    context.addIssue({ code: 'custom', message: 'must end after it begins', path: ['once', 'until'] });
  }
}
