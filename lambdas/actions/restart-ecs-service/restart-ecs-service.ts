import { readingsOf } from '../../domain/records/evidence.ts';
import type { AwsClients } from '../../ports/aws-clients.ts';
import type { IrreversibleAction } from '../../ports/plug-ins/action.ts';
import { allow, allowEverywhere } from '../../resources/allow.ts';
import {
  allowToPassTaskRoles,
  isRollingOut,
  readEcsService,
  taskDefinitionOf,
  updateEcsService,
  whyNotDeployable,
} from '../../resources/aws/ecs-services.ts';
import { type EcsServiceId, ecsService } from '../../resources/ecs-service.ts';
import { errorRateRecovers } from '../promises/expectations.ts';
import { executionOf } from '../setting/move-outcomes.ts';
import { moveSetting, type Setting } from '../setting/move-setting.ts';
import { type RestartParams, type RestartPreState, restartParamsSchema } from './restart-contract.ts';
import { whyNotSame } from './why-not-same.ts';

/** From there on the tasks that are replaced are missed. In percent. */
const mostSaturation = 90;

/** What the tasks of a service are: those that were found, newer ones of the same task definition, or of another one. */
type Tasks = 'as found' | 'replaced' | { readonly other: string };

/** Replaces all tasks of an ECS service by new ones of the same task definition. */
export const restartEcsService: IrreversibleAction<RestartParams, RestartPreState, EcsServiceId> = {
  kind: 'restart-ecs-service',
  title: 'Restart the tasks of an ECS service',
  target: ecsService,
  phase: 'mitigate',
  risk: 'irreversible',
  irreversibleBecause:
    'The tasks that ran are gone, and what they knew with them: look at it first if it explains the fault',
  repeat: 'set',
  params: restartParamsSchema,
  plan({ target: { id }, evidence }) {
    const saturation = readingsOf(evidence).find(({ name }) => name === 'saturation')?.current ?? 0;
    return saturation < mostSaturation
      ? { ok: true, params: id }
      : { ok: false, reason: `${id.service} needs all its tasks: saturation is ${Math.round(saturation)} %` };
  },
  summary: (params) => `Replace all tasks of ${ecsService.describe(params)} by new ones that run the same`,
  howToRestore: (params) =>
    `Find why the tasks of ${ecsService.describe(params)} got stuck: new ones may get stuck again`,
  backport: ({ service }) =>
    `Mend in ${service} what got stuck, and let its health check notice it, so that ECS replaces such tasks by itself`,
  expects: errorRateRecovers({ withinSeconds: 600 }),
  guardMetrics: [{ metric: 'latencyP99', factor: 1.5 }],
  // While it restarts; it never gives up more than this (preflight).
  capacityPercent: () => 50,
  echoes: [
    {
      metric: 'errorRate',
      goes: 'up',
      fadesAfterMinutes: 15,
      because: 'tasks are drained while they are replaced',
    },
    { metric: 'latencyP99', goes: 'up', fadesAfterMinutes: 15, because: 'new tasks start cold' },
  ],

  iam(targets) {
    const arns = targets.map(({ id }) => ecsService.arns(id));
    return [
      ...allow(
        ['ecs:DescribeServices', 'ecs:UpdateService', 'ecs:ListServiceDeployments'],
        arns.map(({ service }) => service),
      ),
      ...allow(
        ['ecs:DescribeServiceRevisions'],
        arns.flatMap(({ service, serviceRevisions }) => [service, serviceRevisions]),
      ),
      ...allowToPassTaskRoles(targets),
      ...allowEverywhere(
        ['ecr:DescribeImages'],
        targets,
        'which repositories the images of a service are in is not known when the role is made',
      ),
    ];
  },

  async preflight(context, params) {
    const name = ecsService.describe(params);
    const found = await readEcsService(context.aws, params);
    if (found === null) return { ok: false, reason: `There is no ${name}` };
    const { desiredCount = 0, deployments = [], deploymentConfiguration } = found;
    const { minimumHealthyPercent = 100 } = deploymentConfiguration ?? {};
    const deployment = deployments[0]?.id;
    const no = (why: string) => ({ ok: false, reason: `${name} is not to be restarted: ${why}` }) as const;
    const refusal = whyNotDeployable(found);
    if (refusal !== null) return no(refusal);
    if (deployment === undefined) return no('nothing was ever deployed to it');
    if (desiredCount < 1) return no('it was scaled to nothing');
    if (minimumHealthyPercent < 50)
      return no(`only ${minimumHealthyPercent} % of its tasks would be kept running`);
    const why = await whyNotSame(context, params);
    return why === null
      ? { ok: true, preState: { deployment, taskDefinition: taskDefinitionOf(found) } }
      : no(`new tasks would not run the same: ${why}`);
  },

  async execute({ aws }, params, preState) {
    const name = ecsService.describe(params);
    const move = await moveSetting(tasksOf(aws, params, preState), 'as found', 'replaced');
    const done = `ECS replaces all tasks of ${name} by new ones of ${preState.taskDefinition}`;
    return executionOf(
      move,
      {
        name,
        done,
        asked: `${name} was restarted`,
        found: (tasks) => (typeof tasks === 'string' ? 'which is as it was' : `which is on ${tasks.other}`),
      },
      { restarted: preState.deployment },
    );
  },

  async observe({ aws }, params, { deployment }) {
    const name = ecsService.describe(params);
    const service = await readEcsService(aws, params);
    const { deployments = [], desiredCount = 0 } = service ?? {};
    const [primary] = deployments;
    const isNew = primary !== undefined && primary.id !== deployment;
    const running = isNew ? (primary.runningCount ?? 0) : 0;
    return {
      settled: isNew && !isRollingOut(deployments) && running >= desiredCount,
      text: `${running} of ${desiredCount} tasks of ${name} are new`,
    };
  },
};

/**
 * A restart is a deployment, and takes no condition. Newer tasks of the same task definition are a restart, whoever asked
 * for it: a second one would only replace them once more.
 */
function tasksOf(aws: AwsClients, id: EcsServiceId, preState: RestartPreState): Setting<Tasks> {
  return {
    read: async () => {
      const service = await readEcsService(aws, id);
      if (service === null) return null;
      const taskDefinition = taskDefinitionOf(service);
      if (taskDefinition !== preState.taskDefinition) return { other: taskDefinition };
      return service.deployments?.[0]?.id === preState.deployment ? 'as found' : 'replaced';
    },
    write: () => updateEcsService(aws, id, { forceNewDeployment: true }),
    same: (a, b) => a === b,
  };
}
