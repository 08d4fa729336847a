import type { IrreversibleAction } from '../../ports/plug-ins/action.ts';
import { allow } from '../../resources/allow.ts';
import {
  describeServiceDeployments,
  findServiceDeployment,
  listRecentDeployments,
} from '../../resources/aws/ecs-service-deployments.ts';
import { type EcsServiceId, ecsService } from '../../resources/ecs-service.ts';
import { errorRateRecovers } from '../promises/expectations.ts';
import { executionOf } from '../setting/move-outcomes.ts';
import { moveSetting } from '../setting/move-setting.ts';
import { deploymentState } from './service-deployment.ts';
import {
  describeState,
  type StopParams,
  type StopPreState,
  stateOf,
  stopParamsSchema,
} from './stopping-contract.ts';

/** Stops a deployment that is in progress: ECS goes back to the service revision that ran before. */
export const stopEcsDeployment: IrreversibleAction<StopParams, StopPreState, EcsServiceId> = {
  kind: 'stop-ecs-deployment',
  title: 'Stop a deployment of an ECS service and roll it back',
  target: ecsService,
  reverts: ['ecs-deployment'],
  phase: 'stabilize',
  risk: 'irreversible',
  irreversibleBecause: 'A deployment that was stopped cannot be continued: somebody has to deploy again',
  repeat: 'set',
  params: stopParamsSchema,
  plan({ target: { id }, change }) {
    const { before = null, after = null, size = null, deployment, superseded } = change ?? {};
    const name = ecsService.describe(id);
    const no = (reason: string) => ({ ok: false, reason }) as const;
    if (deployment?.inProgress !== true || superseded)
      return no(`no suspect deployment of ${name} is in progress`);
    if (before === null || after === null) return no(`it is not known what ran in ${name} before`);
    if (before === after && (size?.count ?? 0) === 0)
      return no(`the deployment of ${name} changes neither task definition nor images`);
    return {
      ok: true,
      params: { ...id, deployment: deployment.id, fromTaskDefinition: after, toTaskDefinition: before },
    };
  },
  summary: (params) =>
    `Stop the deployment of ${params.fromTaskDefinition} to ${ecsService.describe(params)} and go back to ${params.toTaskDefinition}`,
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
      because: 'tasks of the stopped deployment are drained',
    },
    {
      metric: 'latencyP99',
      goes: 'up',
      fadesAfterMinutes: 15,
      because: 'new tasks of the earlier task definition start cold',
    },
  ],

  iam(targets) {
    const arns = targets.map(({ id }) => ecsService.arns(id));
    const services = arns.map(({ service }) => service);
    return [
      ...allow(['ecs:ListServiceDeployments'], services),
      ...allow(
        ['ecs:DescribeServiceDeployments', 'ecs:StopServiceDeployment'],
        [...services, ...arns.map(({ serviceDeployments }) => serviceDeployments)],
      ),
    ];
  },

  async preflight({ aws, now }, params) {
    const name = ecsService.describe(params);
    const found = await findServiceDeployment(
      aws,
      await listRecentDeployments(aws, params, now),
      params.deployment,
    );
    const deploymentArn = found?.serviceDeploymentArn;
    if (found === null || deploymentArn === undefined) {
      return { ok: false, reason: `There is no deployment ${params.deployment} of ${name}` };
    }
    const state = stateOf(found.status);
    if (state !== 'in-progress') {
      return {
        ok: false,
        reason: `The deployment of ${params.fromTaskDefinition} to ${name} ${describeState(state)}`,
      };
    }
    if ((found.sourceServiceRevisions ?? []).length === 0) {
      return { ok: false, reason: `No service revision ran before this deployment of ${name}` };
    }
    return { ok: true, preState: { deploymentArn } };
  },

  async execute({ aws }, params, { deploymentArn }) {
    const name = ecsService.describe(params);
    const move = await moveSetting(deploymentState(aws, deploymentArn), 'in-progress', 'rolling-back');
    return executionOf(
      move,
      {
        name,
        done: `Stopped the deployment of ${params.fromTaskDefinition} to ${name}: ECS goes back to ${params.toTaskDefinition}`,
        asked: `the deployment of ${params.fromTaskDefinition} to ${name} was stopped`,
        found: (state) => `whose deployment ${describeState(state)}`,
      },
      { deployment: params.deployment },
    );
  },

  async observe({ aws }, params, { deploymentArn }) {
    const name = ecsService.describe(params);
    const [found] = await describeServiceDeployments(aws, [deploymentArn]);
    const isBack = found?.status === 'ROLLBACK_SUCCESSFUL';
    const text = isBack
      ? `${name} is back on ${params.toTaskDefinition}`
      : `ECS has not yet rolled ${name} back to ${params.toTaskDefinition} (${found?.status ?? 'no such deployment'})`;
    return { settled: isBack, text };
  },
};
