import * as z from 'zod';
import { jsonOperation } from '../../protocol/aws-json.ts';
import type { ServiceContext } from '../../protocol/aws-service.ts';
import { pageOf } from '../../protocol/page.ts';
import type { ScalingState } from './scalable-targets.ts';

const describeSchema = z.object({
  ServiceNamespace: z.string(),
  ResourceId: z.string().optional(),
  ScalableDimension: z.string().optional(),
  MaxResults: z.number().int().min(1).max(50).default(50),
  NextToken: z.string().optional(),
});

/** https://docs.aws.amazon.com/autoscaling/application/APIReference/API_DescribeScalingActivities.html */
export const describeScalingActivities = jsonOperation(
  describeSchema,
  (input, { state, nowMs, mostPerPage }: ServiceContext<ScalingState>) => {
    const found = (state.activities ?? []).filter(
      ({ serviceNamespace, resourceId, scalableDimension, at }) =>
        Date.parse(at) <= nowMs &&
        serviceNamespace === input.ServiceNamespace &&
        (input.ResourceId ?? resourceId) === resourceId &&
        (input.ScalableDimension ?? scalableDimension) === scalableDimension,
    );
    const size = Math.min(input.MaxResults, mostPerPage);
    const page = pageOf(found.toReversed(), input.NextToken, size, 'InvalidNextTokenException');
    return {
      ScalingActivities: page.entries.map(({ at, doneAt, capacity, cause, ...target }) => {
        const isDone = Date.parse(doneAt) <= nowMs;
        return {
          ActivityId: `${target.resourceId}-${at}`,
          ServiceNamespace: target.serviceNamespace,
          ResourceId: target.resourceId,
          ScalableDimension: target.scalableDimension,
          Description: `Setting capacity to ${capacity}.`,
          Cause: cause,
          StartTime: Date.parse(at) / 1000,
          ...(isDone ? { EndTime: Date.parse(doneAt) / 1000 } : {}),
          StatusCode: isDone ? 'Successful' : 'InProgress',
        };
      }),
      NextToken: page.nextToken,
    };
  },
);
