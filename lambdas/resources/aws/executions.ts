import {
  DescribeExecutionCommand,
  type ExecutionListItem,
  type ExecutionStatus,
  ListExecutionsCommand,
  type ListExecutionsCommandOutput,
  ListStateMachinesCommand,
  type ListStateMachinesCommandOutput,
  RedriveExecutionCommand,
  SFNClient,
} from '@aws-sdk/client-sfn';
import { DependencyUnavailableError } from '../../domain/errors.ts';
import { type AwsClients, orOnFault } from '../../ports/aws-clients.ts';

/** An execution that has ended; times are ISO 8601. */
export interface EndedExecution {
  readonly name: string;
  readonly startedAt: string;
  readonly stoppedAt: string;
  readonly redriveCount: number;
}

const mostPages = 20;
const gone = ['ExecutionDoesNotExist', 'StateMachineDoesNotExist'];

/** A state machine; `EXPRESS` ones keep no executions. */
export interface FoundStateMachine {
  readonly arn: string;
  readonly type: string;
}

/** Null when there is none of that name. https://docs.aws.amazon.com/step-functions/latest/apireference/API_ListStateMachines.html */
export async function findStateMachine(aws: AwsClients, name: string): Promise<FoundStateMachine | null> {
  let next: string | undefined;
  for (let page = 0; page < mostPages; page += 1) {
    const { stateMachines = [], nextToken }: ListStateMachinesCommandOutput = await aws
      .get(SFNClient)
      .send(new ListStateMachinesCommand({ maxResults: 1000, nextToken: next }));
    const found = stateMachines.find((each) => each.name === name);
    if (found?.stateMachineArn !== undefined) {
      return { arn: found.stateMachineArn, type: found.type ?? 'unknown' };
    }
    next = nextToken;
    if (!next) return null;
  }
  throw new DependencyUnavailableError('There are more state machines than are read');
}

/**
 * Executions with this status that stopped since then. They come newest start first, so that one which started long before is not looked
 * for beyond the pages that are read. https://docs.aws.amazon.com/step-functions/latest/apireference/API_ListExecutions.html
 */
export async function listEnded(
  aws: AwsClients,
  stateMachineArn: string,
  statusFilter: ExecutionStatus,
  since: string,
  pages = mostPages,
): Promise<readonly EndedExecution[]> {
  const found: EndedExecution[] = [];
  let nextToken: string | undefined;
  for (let page = 0; page < pages; page += 1) {
    const command = new ListExecutionsCommand({ stateMachineArn, statusFilter, maxResults: 100, nextToken });
    const answer: ListExecutionsCommandOutput = await aws.get(SFNClient).send(command);
    found.push(...(answer.executions ?? []).flatMap(endedOf).filter(({ stoppedAt }) => stoppedAt >= since));
    nextToken = answer.nextToken;
    if (!nextToken) break;
  }
  return found;
}

/** Null when it is gone. https://docs.aws.amazon.com/step-functions/latest/apireference/API_DescribeExecution.html */
export async function readExecution(aws: AwsClients, executionArn: string) {
  const command = new DescribeExecutionCommand({ executionArn });
  const found = await orOnFault(aws.get(SFNClient).send(command), gone, null);
  if (found === null) return null;
  const { status = 'unknown', redriveCount = 0, redriveStatus } = found;
  return { status, redriveCount, isRedrivable: redriveStatus === 'REDRIVABLE' };
}

/**
 * Continues an execution at the state that failed, with the same input and definition. `refused`: it cannot be redriven, or not now;
 * nothing was done. The same token again has no second effect.
 * https://docs.aws.amazon.com/step-functions/latest/apireference/API_RedriveExecution.html
 */
export async function redrive(
  aws: AwsClients,
  executionArn: string,
  clientToken: string,
): Promise<'redriven' | 'refused'> {
  const command = new RedriveExecutionCommand({ executionArn, clientToken });
  const answer = await orOnFault(
    aws.get(SFNClient, 'once').send(command),
    [...gone, 'ExecutionNotRedrivable', 'ExecutionLimitExceeded'],
    'refused',
  );
  return answer === 'refused' ? answer : 'redriven';
}

function endedOf({
  name,
  startDate,
  stopDate,
  redriveCount = 0,
}: ExecutionListItem): readonly EndedExecution[] {
  if (name === undefined || startDate === undefined || stopDate === undefined) return [];
  return [{ name, startedAt: startDate.toISOString(), stoppedAt: stopDate.toISOString(), redriveCount }];
}
