import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { stackOperations } from '../../../../lambdas/domain/triage/changes/stack-operations.ts';

const event = (second: number, logicalId: string, status: string) => ({
  id: `${second}`,
  stackId: 'stack',
  logicalId,
  isStack: logicalId === 'stack',
  status,
  at: new Date(Date.UTC(2026, 10, 23, 2, 0, second)).toISOString(),
});

const story = [
  event(0, 'stack', 'CREATE_IN_PROGRESS'),
  event(1, 'Queue', 'CREATE_IN_PROGRESS'),
  event(2, 'Queue', 'CREATE_COMPLETE'),
  event(3, 'stack', 'CREATE_COMPLETE'),
  event(4, 'stack', 'UPDATE_IN_PROGRESS'),
  event(5, 'Queue', 'UPDATE_FAILED'),
  event(6, 'stack', 'UPDATE_ROLLBACK_IN_PROGRESS'),
  event(7, 'Topic', 'UPDATE_COMPLETE'),
  event(8, 'stack', 'UPDATE_ROLLBACK_COMPLETE'),
  event(9, 'stack', 'UPDATE_IN_PROGRESS'),
  event(10, 'Queue', 'UPDATE_IN_PROGRESS'),
];

describe('the operations on a stack', () => {
  it('have their resources up to the end or the rollback, and how they ended', () => {
    expect(stackOperations(story).map(({ kind, resources, end }) => [kind, resources, end])).toEqual([
      ['created', 1, 'done'],
      ['updated', 1, 'rolled back'],
      ['updated', 1, 'in progress'],
    ]);
  });

  it('are the same whatever the order of the events', () => {
    fc.assert(
      fc.property(fc.shuffledSubarray(story, { minLength: story.length }), (shuffled) => {
        expect(stackOperations(shuffled)).toEqual(stackOperations(story));
      }),
    );
  });

  it('are those that began among the events', () => {
    expect(stackOperations(story.slice(5))).toHaveLength(1);
    expect(stackOperations([])).toEqual([]);
  });
});
