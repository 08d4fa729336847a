import * as z from 'zod/mini';
import { readingsOf } from '../../domain/records/evidence.ts';
import type { Resource, ResourceId } from '../../domain/records/resource.ts';
import type { PlanInput, Planned } from '../../domain/response/planning/plannable-action.ts';
import type { IamStatement } from '../../ports/plug-ins/action.ts';
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
    ...queuePermissions(arns.map(({ queue }) => queue)),
  ];
}

/** What it takes to see whether the messages of these queues can wait. */
export function queuePermissions(queues: readonly string[]): readonly IamStatement[] {
  return [
    ...allow(['sqs:GetQueueUrl', 'sqs:GetQueueAttributes'], queues),
    ...allowEverywhere(['cloudwatch:GetMetricData'], queues, 'IAM knows no resource for GetMetricData'),
  ];
}

/** A consumer is paused only where the evidence would show whether that helps. */
export function planPause<Id extends ResourceId>({ target: { id }, evidence }: PlanInput<Id>): Planned<Id> {
  const errorRate = readingsOf(evidence).find(({ name }) => name === 'errorRate')?.current ?? null;
  return errorRate === null
    ? { ok: false, reason: 'the error rate is not known, so nobody could tell whether a pause helps' }
    : { ok: true, params: { ...id } };
}
