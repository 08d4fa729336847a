import {
  CloudFormationClient,
  DescribeStackEventsCommand,
  type DescribeStackEventsCommandOutput,
  type StackEvent as EventOfStack,
} from '@aws-sdk/client-cloudformation';
import { ConfigurationError, DependencyUnavailableError } from '../../domain/errors.ts';
import type { StackEvent } from '../../domain/triage/changes/stack-operations.ts';
import type { AwsClients } from '../../ports/aws-clients.ts';

/** A page has 100 events or less; a large update has several events for each of 500 resources. */
const mostPages = 40;

/**
 * Events of a stack, newest first, as far back as `since` (and the rest of that page). Throws ConfigurationError when
 * there is no such stack or it may not be read, DependencyUnavailableError when there are too many events.
 * https://docs.aws.amazon.com/AWSCloudFormation/latest/APIReference/API_DescribeStackEvents.html
 */
export async function readStackEvents(
  aws: AwsClients,
  stack: string,
  since: Date,
): Promise<readonly StackEvent[]> {
  const events: StackEvent[] = [];
  let next: string | undefined;
  for (let page = 0; page < mostPages; page += 1) {
    const { StackEvents, NextToken } = await readPage(aws, stack, next);
    if (StackEvents === undefined)
      throw new DependencyUnavailableError('CloudFormation gave no list of events');
    events.push(...StackEvents.flatMap(toEvent));
    next = NextToken;
    if (!next || (events.at(-1)?.at ?? '') < since.toISOString()) return events;
  }
  throw new DependencyUnavailableError(
    `The stack ${stack} has more than ${events.length} events since ${since.toISOString()}`,
  );
}

async function readPage(
  aws: AwsClients,
  stack: string,
  NextToken: string | undefined,
): Promise<DescribeStackEventsCommandOutput> {
  try {
    return await aws
      .get(CloudFormationClient)
      .send(new DescribeStackEventsCommand({ StackName: stack, NextToken }));
  } catch (error) {
    if (!(error instanceof ConfigurationError)) throw error;
    throw new ConfigurationError(`${error.message}, for the stack ${stack}`, { cause: error.cause });
  }
}

function toEvent(event: EventOfStack): StackEvent[] {
  const { EventId, StackId, LogicalResourceId, PhysicalResourceId, ResourceStatus, Timestamp } = event;
  // Events of hooks have no status of a resource.
  if (!EventId || !StackId || !LogicalResourceId || !ResourceStatus || !Timestamp) return [];
  return [
    {
      id: EventId,
      stackId: StackId,
      logicalId: LogicalResourceId,
      isStack: PhysicalResourceId === StackId,
      status: ResourceStatus,
      at: Timestamp.toISOString(),
    },
  ];
}
