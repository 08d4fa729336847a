import {
  GetScheduleCommand,
  type GetScheduleCommandOutput,
  SchedulerClient,
} from '@aws-sdk/client-scheduler';
import { ListStateMachinesCommand, SFNClient } from '@aws-sdk/client-sfn';
import { type AwsClients, orOnFault } from '../../lambdas/ports/aws-clients.ts';
import type { ResourceNames } from '../../lib/functions/resource-names.ts';

/** The ARN of an installation's state machine; null when there is none. */
export async function stateMachineOf(
  aws: AwsClients,
  { stateMachine }: ResourceNames,
): Promise<string | null> {
  let next: string | undefined;
  do {
    const page = await aws.get(SFNClient).send(new ListStateMachinesCommand({ nextToken: next }));
    const found = page.stateMachines?.find(({ name }) => name === stateMachine);
    if (found?.stateMachineArn !== undefined) return found.stateMachineArn;
    next = page.nextToken;
  } while (next !== undefined);
  return null;
}

/** What runs the sweep; null when there is no such schedule. */
export async function sweepScheduleOf(
  aws: AwsClients,
  names: ResourceNames,
): Promise<GetScheduleCommandOutput | null> {
  const command = new GetScheduleCommand({ GroupName: names.scheduleGroup, Name: names.function('sweep') });
  return await orOnFault(aws.get(SchedulerClient).send(command), ['ResourceNotFoundException'], null);
}
