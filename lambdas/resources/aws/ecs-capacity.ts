import type { IamStatement } from '../../ports/plug-ins/action.ts';
import { allow, allowEverywhere } from '../allow.ts';
import type { EcsServiceId } from '../ecs-service.ts';
import type { ScalableTargetName } from './scalable-targets.ts';

/** What Application Auto Scaling calls the number of tasks of a service. */
export function ecsScalableTarget({ cluster, service }: EcsServiceId): ScalableTargetName {
  return {
    namespace: 'ecs',
    resourceId: `service/${cluster}/${service}`,
    dimension: 'ecs:service:DesiredCount',
  };
}

/** What it takes to read and set how many tasks these services run, and the scaling of that. */
export function ecsCapacityPermissions(services: readonly string[]): readonly IamStatement[] {
  return [
    ...allow(['ecs:DescribeServices', 'ecs:UpdateService'], services),
    // A target's ARN has an id that AWS gave it when it was registered.
    ...allow(
      ['application-autoscaling:RegisterScalableTarget'],
      services.map(() => 'arn:{partition}:application-autoscaling:{region}:{account}:scalable-target/*'),
      {
        StringEquals: {
          'application-autoscaling:service-namespace': 'ecs',
          'application-autoscaling:scalable-dimension': 'ecs:service:DesiredCount',
        },
      },
    ),
    ...allowEverywhere(
      ['application-autoscaling:DescribeScalableTargets'],
      services,
      'IAM knows no resource for DescribeScalableTargets',
    ),
  ];
}
