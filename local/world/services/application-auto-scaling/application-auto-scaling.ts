import { awsJson } from '../../protocol/aws-json.ts';
import type { AwsService } from '../../protocol/aws-service.ts';
import { type ScalingState, seedScaling } from './scalable-targets.ts';
import { describeScalingActivities } from './scaling-activities.ts';
import {
  deregisterScalableTarget,
  describeScalableTargets,
  registerScalableTarget,
} from './target-operations.ts';

/** Bounds between which ECS services, tables and functions scale. A capacity that is out of new bounds is moved. */
export const applicationAutoScaling: AwsService<ScalingState> = {
  signingName: 'application-autoscaling',
  endpointSuffix: 'APPLICATION_AUTO_SCALING',
  seed: seedScaling,
  protocol: awsJson(
    { target: 'AnyScaleFrontendService', version: '1.1', invalid: 'ValidationException' },
    {
      RegisterScalableTarget: registerScalableTarget,
      DescribeScalableTargets: describeScalableTargets,
      DescribeScalingActivities: describeScalingActivities,
      DeregisterScalableTarget: deregisterScalableTarget,
    },
  ),
};
