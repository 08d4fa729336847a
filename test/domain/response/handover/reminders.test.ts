import { readFileSync } from 'node:fs';
import { describe, expect, it } from '@jest/globals';
import {
  remindAfterSeconds,
  remindersDue,
  unattendedAfterSeconds,
} from '../../../../lambdas/domain/response/handover/reminders.ts';
import { aslFile } from '../../../../lib/functions/asl-substitutions.ts';

const machine = JSON.parse(readFileSync(aslFile, 'utf8'));

const hours = (count: number): number => remindersOf(count * 3600);
const remindersOf = (seconds: number): number => Number(remindersDue(seconds));

describe('reminders', () => {
  it('come ever more seldom, and end after two weeks', () => {
    expect([0, 1, 3, 4, 24, 71, 72, 168, 335].map(hours)).toEqual([0, 1, 1, 2, 3, 3, 4, 5, 5]);
    expect(remindersDue(14 * 86_400)).toBe('unattended');
  });

  it('are those that the workflow waits for', () => {
    const times = [0, ...remindAfterSeconds, unattendedAfterSeconds];
    const waits = times.slice(1).map((seconds, index) => seconds - (times[index] ?? 0));
    const { TimeoutSeconds } = machine.States['Hand over to humans'];
    expect(TimeoutSeconds).toContain(`[${waits.join(', ')}]`);
    expect(machine.States['Choose whether to remind'].Choices[0].Condition).toContain(
      `<= ${remindAfterSeconds.length} `,
    );
  });
});
