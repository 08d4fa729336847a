import * as z from 'zod/mini';
import type { ResourceKind } from '../../ports/plug-ins/resource-kind.ts';
import { ecsService } from '../ecs-service.ts';
import { namedField } from '../named-field.ts';
import { queueArn } from '../queue-arn.ts';

// https://docs.aws.amazon.com/AmazonECS/latest/APIReference/API_CreateService.html
const nameField = namedField(/^[A-Za-z0-9_-]{1,255}$/, 'must be a name as ECS has it, not an ARN');
const schema = z.strictObject({
  cluster: nameField,
  service: nameField,
  queue: namedField(
    /^[A-Za-z0-9_-]{1,75}(\.fifo)?$/,
    'must be the name of the SQS queue that its tasks read, not a URL or an ARN',
  ),
});
export type EcsConsumerId = z.infer<typeof schema>;

/** An ECS service whose tasks read an SQS queue and do nothing else: the queue's consumer. */
export const ecsConsumer: ResourceKind<EcsConsumerId, 'service' | 'queue'> = {
  kind: 'ecs-consumer',
  title: 'ECS service that reads an SQS queue',
  schema,
  name: ({ service }) => service,
  key: ({ cluster, service, queue }) => `ecs-consumer:${cluster}:${service}:${queue}`,
  arns: ({ queue, ...id }) => ({ service: ecsService.arns(id).service, queue: queueArn(queue) }),
  consoleUrl: (id, region) => ecsService.consoleUrl(id, region),
  describe: ({ cluster, service, queue }, version) =>
    `Consumer ${cluster}/${service} of the queue ${queue}${version === undefined ? '' : ` at ${version}`}`,
};
