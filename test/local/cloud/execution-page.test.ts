import type { HistoryEvent } from '@aws-sdk/client-sfn';
import { describe, expect, it } from '@jest/globals';
import { visitsOf } from '../../../local/cloud/execution-page.ts';

const at = (second: number) => new Date(Date.UTC(2026, 10, 1, 2, 0, second));
const entered = (second: number, name: string): HistoryEvent => ({
  type: 'TaskStateEntered',
  id: second,
  timestamp: at(second),
  stateEnteredEventDetails: { name },
});
const exited = (second: number, name: string): HistoryEvent => ({
  type: 'TaskStateExited',
  id: second,
  timestamp: at(second),
  stateExitedEventDetails: { name },
});

describe('the page of an execution', () => {
  it('lists the states in the order of entry, also those that run side by side', () => {
    const events = [
      entered(1, 'Read logs'),
      entered(2, 'Read metrics'),
      exited(3, 'Read metrics'),
      exited(4, 'Read logs'),
    ];
    expect(visitsOf(events)).toEqual([
      { state: 'Read logs', enteredAt: at(1), left: { at: at(4), how: 'done' } },
      { state: 'Read metrics', enteredAt: at(2), left: { at: at(3), how: 'done' } },
    ]);
  });

  it('shows a second visit apart from the first, and where the execution is', () => {
    const events = [entered(1, 'Ask'), exited(2, 'Ask'), entered(3, 'Ask')];
    expect(visitsOf(events).map(({ left }) => left?.at ?? null)).toEqual([at(2), null]);
  });
});
