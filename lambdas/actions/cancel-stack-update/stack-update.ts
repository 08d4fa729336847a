import { CancelUpdateStackCommand, CloudFormationClient } from '@aws-sdk/client-cloudformation';
import { contentHash } from '../../domain/content-hash.ts';
import { type StackEvent, stackOperations } from '../../domain/triage/changes/stack-operations.ts';
import { orOnFault } from '../../ports/aws-clients.ts';
import type { ActionContext } from '../../ports/plug-ins/action.ts';
import { readStackEvents } from '../../resources/aws/cloudformation-events.ts';
import type { Setting } from '../setting/move-setting.ts';

export interface StackUpdate {
  readonly stack: string;
  /** Id of the event that began it. */
  readonly operation: string;
}

/** Of the update: `replaced` by a newer operation, or not among the events of the last day. */
export type UpdateState = 'in progress' | 'rolled back' | 'done' | 'failed' | 'replaced';

/** An update takes no longer: CloudFormation gives a resource some hours at most. */
const dayMs = 86_400_000;

/** Newest first; none when there is no such stack. */
export async function recentEvents(
  { aws, now }: ActionContext,
  stack: string,
): Promise<readonly StackEvent[]> {
  return await orOnFault(
    readStackEvents(aws, stack, new Date(now.getTime() - dayMs)),
    ['ValidationError'],
    [],
  );
}

export function stateOf(events: readonly StackEvent[], operation: string): UpdateState {
  const newest = stackOperations(events).at(-1);
  return newest?.id === operation ? newest.end : 'replaced';
}

/**
 * An update as something to be set to `rolled back`. The token is made of the update: a repeated request is refused.
 * https://docs.aws.amazon.com/AWSCloudFormation/latest/APIReference/API_CancelUpdateStack.html
 */
export function updateState(context: ActionContext, { stack, operation }: StackUpdate): Setting<UpdateState> {
  return {
    read: async () => {
      const events = await recentEvents(context, stack);
      return events.length === 0 ? null : stateOf(events, operation);
    },
    write: async () => {
      const token = `firebreak-${contentHash(operation)}`;
      const command = new CancelUpdateStackCommand({ StackName: stack, ClientRequestToken: token });
      const sent = context.aws.get(CloudFormationClient, 'once').send(command);
      const faults = ['ValidationError', 'TokenAlreadyExistsException'];
      return (await orOnFault<unknown, 'conflict'>(sent, faults, 'conflict')) === 'conflict'
        ? 'conflict'
        : 'written';
    },
    same: (a, b) => a === b,
  };
}
