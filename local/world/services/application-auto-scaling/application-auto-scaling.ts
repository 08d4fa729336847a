import { awsJson } from '../../protocol/aws-json.ts';
import type { AwsService } from '../../protocol/aws-service.ts';
import { type ScalingState, seedScaling } from './scalable-targets.ts';
import {
  deregisterScalableTarget,
  describeScalableTargets,
  registerScalableTarget,
} from './target-operations.ts';

/** Bounds between which ECS services scale. Bounds that a service is out of move it. */
export const applicationAutoScaling: AwsService<ScalingState> = {
  signingName: 'application-autoscaling',
  endpointSuffix: 'APPLICATION_AUTO_SCALING',
  seed: seedScaling,
  protocol: awsJson(
    { target: 'AnyScaleFrontendService', version: '1.1', invalid: 'ValidationException' },
    {
      RegisterScalableTarget: registerScalableTarget,
      DescribeScalableTargets: describeScalableTargets,
      DeregisterScalableTarget: deregisterScalableTarget,
    },
  ),
};
