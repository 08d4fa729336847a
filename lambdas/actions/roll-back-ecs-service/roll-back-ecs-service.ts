import type { AwsClients } from '../../ports/aws-clients.ts';
import type { ReversibleAction } from '../../ports/plug-ins/action.ts';
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
import { executionOf, undoingOf, unrecorded } from '../setting/move-outcomes.ts';
import { moveSetting, type Setting } from '../setting/move-setting.ts';
import {
  type RollBackEcsParams,
  type RollBackEcsPreState,
  rollBackParamsSchema,
} from './rollback-contract.ts';
import { whyNotRunnable } from './why-not-runnable.ts';

/** Deploys the task definition that an ECS service ran before the suspect one. */
export const rollBackEcsService: ReversibleAction<RollBackEcsParams, RollBackEcsPreState, EcsServiceId> = {
  kind: 'roll-back-ecs-service',
  title: 'Roll back an ECS service to the task definition before',
  target: ecsService,
  reverts: ['ecs-deployment'],
  phase: 'stabilize',
  risk: 'reversible',
  repeat: 'set',
  params: rollBackParamsSchema,
  plan({ target: { id }, change }) {
    const { before = null, after = null, deployment, superseded } = change ?? {};
    const name = ecsService.describe(id);
    const no = (reason: string) => ({ ok: false, reason }) as const;
    if (deployment === undefined) return no(`it is not known which deployment of ${name} is suspect`);
    if (deployment.inProgress) return no(`the suspect deployment of ${name} is still in progress`);
    if (superseded) return no(`something else was deployed to ${name} since`);
    if (before === null || after === null) return no(`it is not known what ran in ${name} before`);
    if (before === after) return no(`${name} ran the task definition ${after} before, too`);
    return {
      ok: true,
      params: { ...id, deployment: deployment.id, fromTaskDefinition: after, toTaskDefinition: before },
    };
  },
  summary: (params) =>
    `Roll back ${ecsService.describe(params)} from ${params.fromTaskDefinition} to ${params.toTaskDefinition}`,
  undoSummary: (params) => `Deploy ${params.fromTaskDefinition} to ${ecsService.describe(params)} again`,
  howToRestore: ({ service, fromTaskDefinition }) =>
    `Fix the cause and deploy a new task definition of ${service}. Do not deploy ${fromTaskDefinition} again`,
  backport: ({ service, fromTaskDefinition, toTaskDefinition }) =>
    `Revert or fix in the repository what ${fromTaskDefinition} brought, and set ${service} to ${toTaskDefinition} where infrastructure code names its task definition: the next deployment brings it again otherwise`,
  expects: errorRateRecovers({ withinSeconds: 600 }),
  guardMetrics: [{ metric: 'latencyP99', factor: 1.5 }],
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
    const services = arns.map(({ service }) => service);
    return [
      ...allow(['ecs:DescribeServices', 'ecs:UpdateService', 'ecs:ListServiceDeployments'], services),
      ...allow(
        ['ecs:DescribeServiceDeployments', 'ecs:DescribeServiceRevisions'],
        arns.flatMap((each) => Object.values(each)),
      ),
      ...allowToPassTaskRoles(targets),
      ...allowEverywhere(
        ['ecs:DescribeTaskDefinition'],
        targets,
        'IAM knows no resource for DescribeTaskDefinition',
      ),
      ...allowEverywhere(
        ['ecr:DescribeImages'],
        targets,
        'which repositories the images of a task definition are in is not known when the role is made',
      ),
    ];
  },

  async preflight(context, params) {
    const name = ecsService.describe(params);
    const found = await readEcsService(context.aws, params);
    if (found === null) return { ok: false, reason: `There is no ${name}` };
    const refusal = whyNotDeployable(found);
    if (refusal !== null) return { ok: false, reason: `${name} cannot be rolled back: ${refusal}` };
    const taskDefinition = taskDefinitionOf(found);
    if (taskDefinition !== params.fromTaskDefinition) {
      return {
        ok: false,
        reason: `${name} is no longer on ${params.fromTaskDefinition} but on ${taskDefinition}`,
      };
    }
    const why = await whyNotRunnable(context, params);
    return why === null
      ? { ok: true, preState: { taskDefinition } }
      : { ok: false, reason: `${name} has no safe version to go back to: ${why}` };
  },

  async execute({ aws }, params, { taskDefinition }) {
    const name = ecsService.describe(params);
    const { toTaskDefinition } = params;
    const move = await moveSetting(deployedTo(aws, params), taskDefinition, toTaskDefinition);
    const done = `Rolled back ${name} from ${taskDefinition} to ${toTaskDefinition}`;
    return executionOf(move, { name, done, asked: `${name} was rolled back`, found }, { toTaskDefinition });
  },

  async observe({ aws }, params) {
    const name = ecsService.describe(params);
    const service = await readEcsService(aws, params);
    const { deployments = [], desiredCount = 0 } = service ?? {};
    const [primary] = deployments;
    const isBack = service !== null && taskDefinitionOf(service) === params.toTaskDefinition;
    const running = isBack ? (primary?.runningCount ?? 0) : 0;
    const text = `${running} of ${desiredCount} tasks of ${name} run ${params.toTaskDefinition}`;
    return { settled: isBack && !isRollingOut(deployments) && running >= desiredCount, text };
  },

  async undo({ aws }, params, { taskDefinition }, postState) {
    const name = ecsService.describe(params);
    if (postState['toTaskDefinition'] !== params.toTaskDefinition) return unrecorded(name);
    const move = await moveSetting(deployedTo(aws, params), params.toTaskDefinition, taskDefinition);
    const done = `Deployed ${taskDefinition} to ${name} again`;
    return undoingOf(move, { name, done, asked: `${taskDefinition} was deployed to ${name} again`, found });
  },
};

/** The task definition that a service is set to. */
function deployedTo(aws: AwsClients, id: EcsServiceId): Setting<string> {
  return {
    read: async () => {
      const service = await readEcsService(aws, id);
      return service === null ? null : taskDefinitionOf(service);
    },
    write: (taskDefinition) => updateEcsService(aws, id, { taskDefinition }),
    same: (a, b) => a === b,
  };
}

function found(taskDefinition: string): string {
  return `which is on ${taskDefinition}`;
}
