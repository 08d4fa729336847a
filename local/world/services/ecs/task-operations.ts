import * as z from 'zod';
import { jsonOperation } from '../../protocol/aws-json.ts';
import type { ServiceContext } from '../../protocol/aws-service.ts';
import { pageOf } from '../../protocol/page.ts';
import { clusterArn, clusterNamed, ecsArn, serviceNamed, taskDefinitionArn } from './ecs-names.ts';
import type { EcsService, EcsState } from './ecs-state.ts';
import { liveDeploymentAt } from './rollout.ts';
import { taskCountsAt } from './task-counts.ts';

const listSchema = z.object({
  cluster: z.string().optional(),
  serviceName: z.string(),
  maxResults: z.number().int().min(1).max(100).default(100),
  nextToken: z.string().optional(),
});

/** https://docs.aws.amazon.com/AmazonECS/latest/APIReference/API_ListTasks.html */
export const listTasks = jsonOperation(listSchema, (input, context: ServiceContext<EcsState>) => {
  const service = serviceNamed(context.state, input.serviceName, input.cluster);
  const tasks = tasksOf(service, context.nowMs);
  const { entries, nextToken } = pageOf(
    tasks,
    input.nextToken,
    Math.min(input.maxResults, context.mostPerPage),
  );
  return { taskArns: entries.map(({ taskArn }) => taskArn), nextToken };
});

const describeSchema = z.object({
  cluster: z.string().optional(),
  tasks: z.array(z.string()).min(1).max(100),
});

/** https://docs.aws.amazon.com/AmazonECS/latest/APIReference/API_DescribeTasks.html */
export const describeTasks = jsonOperation(
  describeSchema,
  (input, { state, nowMs }: ServiceContext<EcsState>) => {
    const cluster = clusterNamed(state, input.cluster);
    const all = state.services.filter((one) => one.cluster === cluster).flatMap((one) => tasksOf(one, nowMs));
    const find = (wanted: string) =>
      all.find(({ taskArn }) => taskArn === wanted || taskArn.endsWith(`/${wanted}`));
    return {
      tasks: input.tasks.flatMap((wanted) => find(wanted) ?? []),
      failures: input.tasks
        .filter((wanted) => find(wanted) === undefined)
        .map((wanted) => ({ arn: wanted, reason: 'MISSING' })),
    };
  },
);

/** Those that run and those that start, numbered. */
function tasksOf(service: EcsService, nowMs: number) {
  const { running, pending } = taskCountsAt(service, nowMs);
  const { revision = '', taskDefinition = '' } = liveDeploymentAt(service, nowMs) ?? {};
  return Array.from({ length: running + pending }, (_, index) => ({
    taskArn: ecsArn('task', service, `${service.name}-${revision}-${index + 1}`),
    taskDefinitionArn: taskDefinitionArn(taskDefinition),
    clusterArn: clusterArn(service.cluster),
    group: `service:${service.name}`,
    startedBy: `ecs-svc/${revision}`,
    launchType: 'FARGATE',
    desiredStatus: 'RUNNING',
    lastStatus: index < running ? 'RUNNING' : 'PENDING',
  }));
}
