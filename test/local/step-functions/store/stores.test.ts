import { describe, expect, it } from '@jest/globals';
import type { Branch } from '../../../../local/step-functions/execution/branch.ts';
import type { ExecutionRecord } from '../../../../local/step-functions/execution/execution-record.ts';
import type { HistoryEvent } from '../../../../local/step-functions/history/event.ts';
import { MemoryStore } from '../../../../local/step-functions/store/memory-store.ts';
import { SqliteStore } from '../../../../local/step-functions/store/sqlite-store.ts';

function anExecution(name: string, changes: Partial<ExecutionRecord> = {}): ExecutionRecord {
  return {
    arn: `arn:e:${name}`,
    name,
    stateMachineArn: 'arn:m',
    stateMachineName: 'm',
    roleArn: 'arn:r',
    revisionId: 'r1',
    input: '{}',
    startedAt: 1,
    status: 'RUNNING',
    lastEventId: 0,
    lastBranchId: 0,
    redriveCount: 0,
    ...changes,
  };
}

function aBranch(id: number, state = 'A'): Branch {
  return {
    id,
    index: 0,
    workflow: 0,
    state,
    input: null,
    variables: {},
    cursor: 0,
    retries: [],
    phase: { kind: 'ready' },
  };
}

function anEvent(id: number): HistoryEvent {
  return {
    id,
    previousEventId: id - 1,
    type: 'PassStateEntered',
    at: 5,
    details: { name: 'A', input: { n: id } },
  };
}

const aMachine = (arn: string, revisionId: string) => ({
  arn,
  name: arn,
  revisionId,
  definition: `{"r":"${revisionId}"}`,
  roleArn: 'arn:r',
  createdAt: 1,
  updatedAt: 2,
});

describe.each([
  ['in memory', () => new MemoryStore()],
  ['on SQLite', () => new SqliteStore(':memory:')],
])('the store %s', (_name, create) => {
  it('keeps machines in their order and every revision of them', () => {
    const store = create();
    store.putMachine(aMachine('arn:a', 'r1'));
    store.putMachine(aMachine('arn:b', 'r2'));
    store.putMachine(aMachine('arn:a', 'r3'));
    expect(store.listMachines().map(({ arn, revisionId }) => [arn, revisionId])).toEqual([
      ['arn:a', 'r3'],
      ['arn:b', 'r2'],
    ]);
    store.deleteMachine('arn:a');
    expect(store.getMachine('arn:a')).toBeUndefined();
    expect(store.getRevision('r1')).toEqual(aMachine('arn:a', 'r1'));
    expect(store.getRevision('r9')).toBeUndefined();
  });

  it('gives back what was committed', () => {
    const store = create();
    const execution = anExecution('one', { traceHeader: 'Root=1', deadlineAt: 9 });
    const events = [anEvent(1), anEvent(2), anEvent(3)];
    store.commit({
      execution,
      isNew: true,
      branches: [aBranch(0), aBranch(1)],
      removedBranchIds: [],
      events,
    });
    const ended = anExecution('one', {
      traceHeader: 'Root=1',
      status: 'SUCCEEDED',
      output: { a: null },
      stoppedAt: 7,
      lastEventId: 4,
    });
    store.commit({
      execution: ended,
      branches: [aBranch(0, 'B')],
      removedBranchIds: [1],
      events: [anEvent(4)],
    });
    expect(store.getExecution('arn:e:one')).toEqual(ended);
    expect(store.branchesOf('arn:e:one')).toEqual([aBranch(0, 'B')]);
    expect(store.eventsOf({ executionArn: 'arn:e:one', first: 2, last: 3 })).toEqual([
      anEvent(2),
      anEvent(3),
    ]);
    expect(store.eventsOf({ executionArn: 'arn:e:one', first: 4, last: 99 })).toEqual([anEvent(4)]);
    expect(store.getExecution('arn:e:none')).toBeUndefined();
  });

  it('lists executions newest first, by status, page by page, and knows which run', () => {
    const store = create();
    const names = ['a', 'b', 'c', 'd', 'e'];
    for (const name of names) {
      const status = name === 'c' ? 'FAILED' : 'RUNNING';
      store.commit({
        execution: anExecution(name, { status }),
        isNew: true,
        branches: [],
        removedBranchIds: [],
        events: [],
      });
    }
    const query = { stateMachineArn: 'arn:m', status: 'RUNNING', limit: 3 } as const;
    const first = store.listExecutions(query);
    expect(first.executions.map(({ name }) => name)).toEqual(['e', 'd', 'b']);
    const second = store.listExecutions({ ...query, before: first.next });
    expect([second.executions.map(({ name }) => name), second.next]).toEqual([['a'], undefined]);
    expect(store.listExecutions({ stateMachineArn: 'arn:m', limit: 5 }).next).toBeUndefined();
    expect(store.listExecutions({ stateMachineArn: 'arn:other', limit: 5 }).executions).toEqual([]);
    expect(store.runningExecutions().map(({ name }) => name)).toEqual(['a', 'b', 'd', 'e']);
  });
});

describe('the store on SQLite', () => {
  it('stores a change whole or not at all', () => {
    const store = new SqliteStore(':memory:');
    store.commit({
      execution: anExecution('one'),
      isNew: true,
      branches: [aBranch(0)],
      removedBranchIds: [],
      events: [anEvent(1)],
    });
    const execution = anExecution('one', { status: 'FAILED' });
    const broken = {
      execution,
      branches: [aBranch(0, 'B')],
      removedBranchIds: [],
      events: [anEvent(2), anEvent(1)],
    };
    expect(() => store.commit(broken)).toThrow('UNIQUE');
    expect(store.getExecution('arn:e:one')).toEqual(anExecution('one'));
    expect(store.branchesOf('arn:e:one')).toEqual([aBranch(0)]);
    expect(store.eventsOf({ executionArn: 'arn:e:one', first: 1, last: 9 })).toEqual([anEvent(1)]);
  });
});
