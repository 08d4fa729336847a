import { awsJson } from '../../protocol/aws-json.ts';
import type { AwsService } from '../../protocol/aws-service.ts';
import {
  describeServiceDeployments,
  describeServiceRevisions,
  listServiceDeployments,
  stopServiceDeployment,
} from './deployment-operations.ts';
import { containerInsightsMetrics, ecsMetrics } from './ecs-metrics.ts';
import { type EcsState, findEcsService, seedEcs } from './ecs-state.ts';
import { ecsStory } from './ecs-story.ts';
import { describeServices, describeTaskDefinition, updateService } from './service-operations.ts';
import { consumptionByTasks, taskCountsAt } from './task-counts.ts';
import { describeTasks, listTasks } from './task-operations.ts';

/** Services and their tasks. What a service can work on at once is shared by the tasks that run. */
export const ecs: AwsService<EcsState> = {
  signingName: 'ecs',
  endpointSuffix: 'ECS',
  seed: seedEcs,
  protocol: awsJson(
    { target: 'AmazonEC2ContainerServiceV20141113', version: '1.1', invalid: 'InvalidParameterException' },
    {
      DescribeServices: describeServices,
      UpdateService: updateService,
      DescribeTaskDefinition: describeTaskDefinition,
      ListServiceDeployments: listServiceDeployments,
      DescribeServiceDeployments: describeServiceDeployments,
      StopServiceDeployment: stopServiceDeployment,
      DescribeServiceRevisions: describeServiceRevisions,
      ListTasks: listTasks,
      DescribeTasks: describeTasks,
    },
  ),
  story: ecsStory,
  metrics: [ecsMetrics, containerInsightsMetrics],
  capacityAt(state, { ecsService, concurrencyPerTask }, atMs) {
    const found = ecsService === undefined ? undefined : findEcsService(state, ecsService);
    return found === undefined ? null : taskCountsAt(found, atMs).running * concurrencyPerTask;
  },
  consumptionOf({ services }, queue) {
    const found = services.find(({ reads }) => reads === queue);
    return found === undefined ? null : consumptionByTasks(found);
  },
};
