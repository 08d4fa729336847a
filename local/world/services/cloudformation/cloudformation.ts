import { AwsFault } from '../../protocol/aws-fault.ts';
import { awsQuery, type QueryOperation } from '../../protocol/aws-query.ts';
import type { AwsService } from '../../protocol/aws-service.ts';
import { pageOf } from '../../protocol/page.ts';

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
  /** Newest first, as the service gives them. */
  readonly events: StackEvent[];
}

export interface CloudFormationState {
  readonly stacks: Stack[];
}

const PAGE_SIZE = 100;

/** https://docs.aws.amazon.com/AWSCloudFormation/latest/APIReference/API_DescribeStackEvents.html */
const describeStackEvents: QueryOperation<CloudFormationState> = (input, { state, mostPerPage }) => {
  const name = input.get('StackName');
  const stack = state.stacks.find((one) => one.name === name || one.id === name);
  if (stack === undefined) throw new AwsFault('ValidationError', `Stack [${name}] does not exist`);
  const size = Math.min(PAGE_SIZE, mostPerPage);
  const { entries, nextToken } = pageOf(stack.events, input.get('NextToken'), size, 'ValidationError');
  return {
    StackEvents: entries.map((event) => ({
      StackId: stack.id,
      EventId: event.id,
      StackName: stack.name,
      LogicalResourceId: event.logicalId,
      PhysicalResourceId: event.physicalId,
      ResourceType: event.type,
      Timestamp: event.at,
      ResourceStatus: event.status,
      ResourceStatusReason: event.reason,
    })),
    NextToken: nextToken,
  };
};

/** Stacks, by what happened to their resources. */
export const cloudFormation: AwsService<CloudFormationState> = {
  signingName: 'cloudformation',
  endpointSuffix: 'CLOUDFORMATION',
  seed: () => ({ stacks: [] }),
  protocol: awsQuery(
    { namespace: 'http://cloudformation.amazonaws.com/doc/2010-05-15/' },
    { DescribeStackEvents: describeStackEvents },
  ),
};
