import type { Machine, State, Workflow } from '../definition/machine.ts';
import { type Branch, ROOT_BRANCH } from '../execution/branch.ts';
import type { ExecutionRecord } from '../execution/execution-record.ts';
import { type Json, parseJson } from '../values/json.ts';
import { Activities } from './activities.ts';

/** An execution in memory, as its last stored transition left it. */
export class LiveExecution {
  readonly machine: Machine;
  readonly branches: Map<number, Branch>;
  readonly activities = new Activities();
  /** The execution's input, parsed. */
  readonly input: Json;
  record: ExecutionRecord;

  constructor(record: ExecutionRecord, machine: Machine, branches: readonly Branch[]) {
    this.record = record;
    this.machine = machine;
    this.branches = new Map(branches.map((branch) => [branch.id, branch]));
    this.input = parseJson(record.input);
  }
}

export function workflowOf(machine: Machine, id: number): Workflow {
  const workflow = machine.workflows[id];
  if (workflow === undefined) throw new Error(`the definition has no workflow ${id}`);
  return workflow;
}

/** The branch an execution begins with. */
export function rootBranch(machine: Machine, input: Json): Branch {
  return {
    id: ROOT_BRANCH,
    index: 0,
    workflow: 0,
    state: workflowOf(machine, 0).startAt,
    input,
    variables: {},
    cursor: 0,
    retries: [],
    phase: { kind: 'ready' },
  };
}

export function stateOf(machine: Machine, branch: Branch): State {
  const state = workflowOf(machine, branch.workflow).states.get(branch.state);
  if (state === undefined) throw new Error(`the definition has no state ${branch.state}`);
  return state;
}
