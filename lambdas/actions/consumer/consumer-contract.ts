import * as z from 'zod/mini';
import type { Resource } from '../../domain/records/resource.ts';
import type { IamStatement } from '../../ports/action.ts';
import { allow, allowEverywhere } from '../../resources/allow.ts';
import { type EventSourceMappingId, eventSourceMapping } from '../../resources/event-source-mapping.ts';
import { nameParam } from '../params/name-param.ts';

/** What names a consumer among the parameters of an action. */
export const consumerParams = { uuid: nameParam, functionName: nameParam, queue: nameParam };
export const changedPostState = z.object({ changed: z.literal(true) });

/** What it takes to look at consumers and their queues, and to set them. */
export function consumerPermissions(
  targets: readonly Resource<EventSourceMappingId>[],
): readonly IamStatement[] {
  const arns = targets.map(({ id }) => eventSourceMapping.arns(id));
  return [
    ...allow(
      ['lambda:GetEventSourceMapping', 'lambda:UpdateEventSourceMapping'],
      arns.map(({ mapping }) => mapping),
    ),
    ...allow(
      ['sqs:GetQueueUrl', 'sqs:GetQueueAttributes'],
      arns.map(({ queue }) => queue),
    ),
    ...allowEverywhere(['cloudwatch:GetMetricData'], targets, 'IAM knows no resource for GetMetricData'),
  ];
}
