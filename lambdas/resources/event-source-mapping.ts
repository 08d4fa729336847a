import * as z from 'zod/mini';
import type { ResourceKind } from '../ports/plug-ins/resource-kind.ts';
import { consolePage } from './console-page.ts';
import { namedField } from './named-field.ts';
import { queueArn } from './queue-arn.ts';

// https://docs.aws.amazon.com/lambda/latest/api/API_GetEventSourceMapping.html
const schema = z.strictObject({
  uuid: namedField(
    /^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/,
    'must be the UUID of an event source mapping (aws lambda list-event-source-mappings --function-name …)',
  ),
  functionName: namedField(
    /^[A-Za-z0-9_-]{1,64}$/,
    'must be the name of the Lambda function that it feeds, not an ARN',
  ),
  queue: namedField(
    /^[A-Za-z0-9_-]{1,75}(\.fifo)?$/,
    'must be the name of the SQS queue that it reads, not a URL or an ARN',
  ),
});
export type EventSourceMappingId = z.infer<typeof schema>;

/** What hands the messages of an SQS queue to a Lambda function: the queue's consumer. */
export const eventSourceMapping: ResourceKind<EventSourceMappingId, 'mapping' | 'queue'> = {
  kind: 'event-source-mapping',
  title: 'Lambda event source mapping of an SQS queue',
  schema,
  name: ({ functionName }) => functionName,
  key: ({ uuid, functionName, queue }) => `event-source-mapping:${uuid}:${functionName}:${queue}`,
  arns: ({ uuid, queue }) => ({
    mapping: `arn:{partition}:lambda:{region}:{account}:event-source-mapping:${uuid}`,
    queue: queueArn(queue),
  }),
  consoleUrl: ({ uuid }, region) =>
    consolePage(region, '/lambda/home', `#/event-source-mappings/${encodeURIComponent(uuid)}`),
  describe: ({ functionName, queue }, version) =>
    `Consumer ${functionName} of the queue ${queue}${version === undefined ? '' : ` at ${version}`}`,
};
