import { localArn } from '../../../cloud/state/local-account.ts';
import type { Scenario } from '../../scenario/scenario.ts';

/** https://docs.aws.amazon.com/AWSCloudFormation/latest/APIReference/API_StackEvent.html */
export interface StackEvent {
  readonly id: string;
  /** ISO 8601 UTC. */
  readonly at: string;
  readonly logicalId: string;
  readonly physicalId: string;
  readonly type: string;
  readonly status: string;
  readonly reason?: string;
}

export interface Stack {
  readonly name: string;
  readonly id: string;
  /** Newest first, as the service gives them; some may lie ahead. */
  readonly events: StackEvent[];
}

export interface CloudFormationState {
  readonly stacks: Stack[];
}

export function seedStacks({ stacks }: Scenario, startedAtMs: number): CloudFormationState {
  const state: CloudFormationState = { stacks: [] };
  for (const { name, minutesAgo } of stacks) {
    const stack: Stack = { name, id: localArn('cloudformation', `stack/${name}/0f1e`), events: [] };
    state.stacks.push(stack);
    const atMs = startedAtMs - minutesAgo * 60_000;
    addStackEvent(stack, 'CREATE_IN_PROGRESS', atMs);
    addStackEvent(stack, 'CREATE_COMPLETE', atMs + 60_000);
  }
  return state;
}

/** Of the stack as a whole. */
export function addStackEvent(stack: Stack, status: string, atMs: number): void {
  stack.events.unshift({
    id: `${stack.name}-${stack.events.length + 1}`,
    at: new Date(atMs).toISOString(),
    logicalId: stack.name,
    physicalId: stack.id,
    type: 'AWS::CloudFormation::Stack',
    status,
  });
}

/** Those that were until then, newest first. */
export function eventsAt({ events }: Stack, nowMs: number): readonly StackEvent[] {
  return events.filter(({ at }) => Date.parse(at) <= nowMs);
}
