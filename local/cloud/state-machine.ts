import {
  CreateStateMachineCommand,
  DescribeStateMachineCommand,
  SFNClient,
  StateMachineDoesNotExist,
  UpdateStateMachineCommand,
} from '@aws-sdk/client-sfn';
import { localClient } from './state/local-account.ts';

export interface StateMachine {
  readonly name: string;
  readonly arn: string;
  /** ASL, substituted. */
  readonly definition: string;
}

/** Creates the state machine, or updates the one that is there; open executions go on with the definition they began with. */
export async function putStateMachine(
  endpoint: string,
  { name, arn, definition }: StateMachine,
): Promise<void> {
  const client = new SFNClient(localClient(endpoint));
  try {
    const current = await client.send(new DescribeStateMachineCommand({ stateMachineArn: arn }));
    if (current.definition === definition) return;
    await client.send(new UpdateStateMachineCommand({ stateMachineArn: arn, definition }));
  } catch (error) {
    if (!(error instanceof StateMachineDoesNotExist)) throw error;
    const roleArn = 'arn:aws:iam::000000000000:role/firebreak-local';
    await client.send(new CreateStateMachineCommand({ name, definition, roleArn }));
  } finally {
    client.destroy();
  }
}
