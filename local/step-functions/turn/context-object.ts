import type { Branch } from '../execution/branch.ts';
import type { Json, JsonObject } from '../values/json.ts';
import { stateOf } from './live-execution.ts';
import type { Turn } from './turn.ts';

/** `$states.context` of a branch's state. https://docs.aws.amazon.com/step-functions/latest/dg/input-output-contextobject.html */
export function contextObject(turn: Turn, branch: Branch, taskToken: string | undefined): JsonObject {
  const { record } = turn;
  return {
    Execution: {
      Id: record.arn,
      Input: turn.input,
      StartTime: isoTime(record.startedAt),
      Name: record.name,
      RoleArn: record.roleArn,
      RedriveCount: record.redriveCount,
      ...(record.redrivenAt === undefined ? {} : { RedriveTime: isoTime(record.redrivenAt) }),
    },
    StateMachine: { Id: record.stateMachineArn, Name: record.stateMachineName },
    State: stateContext(turn, branch),
    ...mapContext(turn, branch),
    ...(taskToken === undefined ? {} : { Task: { Token: taskToken } }),
  };
}

function stateContext(turn: Turn, branch: Branch): JsonObject {
  return {
    Name: branch.state,
    EnteredTime: isoTime(branch.entered?.at ?? turn.now),
    ...(stateOf(turn.machine, branch).type === 'Task' ? { RetryCount: retryCount(branch) } : {}),
  };
}

/** The innermost iteration the branch is in. */
function mapContext(turn: Turn, branch: Branch): JsonObject {
  for (let at: Branch | undefined = branch; at !== undefined; at = parentOf(turn, at)) {
    if (at.item !== undefined) return { Map: { Item: mapItem(at.index, at.item) } };
  }
  return {};
}

export function mapItem(index: number, value: Json): JsonObject {
  return { Index: index, Value: value };
}

export function parentOf(turn: Turn, branch: Branch): Branch | undefined {
  return branch.parentId === undefined ? undefined : turn.branch(branch.parentId);
}

export function retryCount(branch: Branch): number {
  return branch.retries.reduce((sum, count) => sum + count, 0);
}

function isoTime(epochMilliseconds: number): string {
  return new Date(epochMilliseconds).toISOString();
}
