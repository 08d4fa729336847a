import { AwsFault } from '../../protocol/aws-fault.ts';
import { awsQuery, type QueryOperation } from '../../protocol/aws-query.ts';
import type { AwsService } from '../../protocol/aws-service.ts';
import { pageOf } from '../../protocol/page.ts';
import { cloudFormationStory } from './cloudformation-story.ts';
import { addStackEvent, type CloudFormationState, eventsAt, type Stack, seedStacks } from './stack-state.ts';

const PAGE_SIZE = 100;
const ROLLBACK_MS = 60_000;

/** https://docs.aws.amazon.com/AWSCloudFormation/latest/APIReference/API_DescribeStackEvents.html */
const describeStackEvents: QueryOperation<CloudFormationState> = (input, { state, mostPerPage, nowMs }) => {
  const stack = stackNamed(state, input.get('StackName'));
  const size = Math.min(PAGE_SIZE, mostPerPage);
  const { entries, nextToken } = pageOf(
    eventsAt(stack, nowMs),
    input.get('NextToken'),
    size,
    'ValidationError',
  );
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

/** Only while it is in progress. https://docs.aws.amazon.com/AWSCloudFormation/latest/APIReference/API_CancelUpdateStack.html */
const cancelUpdateStack: QueryOperation<CloudFormationState> = (input, context) => {
  const { state, nowMs } = context;
  const stack = stackNamed(state, input.get('StackName'));
  const now = eventsAt(stack, nowMs);
  const newest = now.find(({ physicalId }) => physicalId === stack.id);
  if (newest?.status !== 'UPDATE_IN_PROGRESS') {
    throw new AwsFault('ValidationError', 'CancelUpdateStack cannot be called from current stack status');
  }
  stack.events.splice(0, stack.events.length - now.length);
  addStackEvent(stack, 'UPDATE_ROLLBACK_IN_PROGRESS', nowMs);
  addStackEvent(stack, 'UPDATE_ROLLBACK_COMPLETE', nowMs + ROLLBACK_MS);
  context.save();
  return {};
};

function stackNamed({ stacks }: CloudFormationState, name: string | null): Stack {
  const stack = stacks.find((one) => one.name === name || one.id === name);
  if (stack === undefined) throw new AwsFault('ValidationError', `Stack [${name}] does not exist`);
  return stack;
}

/** Stacks, by what happened to their resources. */
export const cloudFormation: AwsService<CloudFormationState> = {
  signingName: 'cloudformation',
  endpointSuffix: 'CLOUDFORMATION',
  seed: seedStacks,
  protocol: awsQuery(
    { namespace: 'http://cloudformation.amazonaws.com/doc/2010-05-15/' },
    { DescribeStackEvents: describeStackEvents, CancelUpdateStack: cancelUpdateStack },
  ),
  story: cloudFormationStory,
};
