import type { ActionContext, ReversibleAction } from '../../ports/plug-ins/action.ts';
import { allow, allowEverywhere } from '../../resources/allow.ts';
import { isInProgress, readDeployment, readHistory } from '../../resources/aws/codedeploy-group.ts';
import {
  type CodeDeployDeploymentGroupId,
  codeDeployDeploymentGroup,
} from '../../resources/codedeploy-deployment-group.ts';
import { errorRateRecovers } from '../promises/expectations.ts';
import { executionOf, undoingOf, unrecorded } from '../setting/move-outcomes.ts';
import { moveSetting } from '../setting/move-setting.ts';
import { findRollback } from './find-rollback.ts';
import { type Newest, redeployment, stopping } from './group-state.ts';
import {
  postStateSchema,
  type RollBackParams,
  type RollBackPreState,
  rollBackParamsSchema,
} from './rollback-contract.ts';

/** Takes a CodeDeploy deployment back: stops it while it is in progress, otherwise deploys the revision before it. */
export const rollBackCodedeployDeployment: ReversibleAction<
  RollBackParams,
  RollBackPreState,
  CodeDeployDeploymentGroupId
> = {
  kind: 'roll-back-codedeploy-deployment',
  title: 'Roll back a CodeDeploy deployment',
  target: codeDeployDeploymentGroup,
  reverts: ['codedeploy-deployment'],
  phase: 'stabilize',
  risk: 'reversible',
  repeat: 'set',
  params: rollBackParamsSchema,
  plan({ target: { id }, change }) {
    const { before = null, after = null, deployment, superseded } = change ?? {};
    const name = codeDeployDeploymentGroup.describe(id);
    const no = (reason: string) => ({ ok: false, reason }) as const;
    if (deployment === undefined) return no(`it is not known which deployment of ${name} is suspect`);
    if (superseded) return no(`the suspect deployment of ${name} is no longer in effect`);
    if (before === null || after === null) return no(`it is not known what ran in ${name} before`);
    if (before === after) return no(`${name} ran ${after} before, too`);
    return {
      ok: true,
      params: { ...id, deployment: deployment.id, fromRevision: after, toRevision: before },
    };
  },
  summary: (params) =>
    `Roll back ${codeDeployDeploymentGroup.describe(params)} from ${params.fromRevision} to ${params.toRevision}`,
  undoSummary: (params) =>
    `Deploy ${params.fromRevision} to ${codeDeployDeploymentGroup.describe(params)} again`,
  howToRestore: ({ application, fromRevision }) =>
    `Fix the cause and deploy a new revision of ${application}. Do not deploy ${fromRevision} again`,
  backport: ({ application, fromRevision }) =>
    `Revert or fix in the repository what ${fromRevision} of ${application} brought: the next deployment brings it again otherwise`,
  expects: errorRateRecovers({ withinSeconds: 600 }),
  guardMetrics: [{ metric: 'latencyP99', factor: 1.5 }],
  echoes: [
    {
      metric: 'errorRate',
      goes: 'up',
      fadesAfterMinutes: 15,
      because: 'instances are taken out of service while they get the earlier revision',
    },
    { metric: 'latencyP99', goes: 'up', fadesAfterMinutes: 15, because: 'the earlier revision starts cold' },
  ],

  iam(targets) {
    const arns = targets.map(({ id }) => codeDeployDeploymentGroup.arns(id));
    const unnamed = 'a deployment has an id that CodeDeploy gives it, and IAM knows no resource for';
    return [
      ...allow(
        [
          'codedeploy:GetDeployment',
          'codedeploy:ListDeployments',
          'codedeploy:BatchGetDeployments',
          'codedeploy:CreateDeployment',
        ],
        arns.map(({ deploymentGroup }) => deploymentGroup),
      ),
      ...allow(
        ['codedeploy:GetApplicationRevision', 'codedeploy:RegisterApplicationRevision'],
        arns.map(({ application }) => application),
      ),
      ...allowEverywhere(
        ['codedeploy:GetDeploymentConfig'],
        targets,
        'which configuration a group deploys with is not known when the role is made',
      ),
      ...allowEverywhere(['codedeploy:StopDeployment'], targets, `${unnamed} StopDeployment`),
    ];
  },

  preflight: findRollback,

  async execute(context, params, { way, previousRevision }) {
    const { deployment } = params;
    const move = await moveSetting(
      way === 'stop'
        ? stopping(context, params, deployment)
        : redeployment(context, params, deployment, previousRevision, backAgain(deployment)),
      'as found',
      'ours',
    );
    const back = move.outcome === 'moved' ? await deploymentBack(context, params, way) : '';
    const done =
      way === 'stop'
        ? `Stopped ${deployment}: CodeDeploy rolls ${codeDeployDeploymentGroup.describe(params)} back to ${params.toRevision}`
        : `Deployed ${params.toRevision} to ${codeDeployDeploymentGroup.describe(params)} again`;
    return executionOf(
      move,
      { ...texts(params), done, asked: `${deployment} was rolled back` },
      { way, deployment: back },
    );
  },

  async observe({ aws }, params, _preState, postState) {
    const post = postStateSchema.safeParse(postState);
    const id = post.success ? post.data.deployment : '';
    // Without a deployment of its own CodeDeploy has moved the traffic back.
    const status = id === '' ? 'Succeeded' : (await readDeployment(aws, id))?.status;
    const text =
      status === 'Succeeded'
        ? `${params.toRevision} is back`
        : `${params.toRevision} is not back yet: deployment ${id} is ${status ?? 'gone'}`;
    return { settled: status === 'Succeeded', text };
  },

  async undo(context, params, { revision }, postState) {
    const name = codeDeployDeploymentGroup.describe(params);
    const post = postStateSchema.safeParse(postState);
    if (!post.success) return unrecorded(name);
    const { way, deployment: back } = post.data;
    const found = back === '' ? params.deployment : back;
    const running = await readDeployment(context.aws, found);
    // The earlier revision is not yet everywhere: stopping that brings back the last one that was, which is the suspect one.
    const isStoppable =
      way === 'redeploy' && (isInProgress(running?.status) || running?.status === 'Stopped');
    const move = await moveSetting(
      isStoppable
        ? stopping(context, params, found)
        : redeployment(context, params, found, revision, forwardAgain(params.deployment)),
      'as found',
      'ours',
    );
    const done = `Deployed ${params.fromRevision} to ${name} again`;
    return undoingOf(move, {
      ...texts(params),
      done,
      asked: `${params.fromRevision} was deployed to ${name} again`,
    });
  },
};

/** The deployment that brings the earlier revision; empty when CodeDeploy needs none. */
async function deploymentBack(
  { aws, now }: ActionContext,
  params: RollBackParams,
  way: RollBackPreState['way'],
): Promise<string> {
  if (way === 'stop') {
    return (await readDeployment(aws, params.deployment))?.rollbackInfo?.rollbackDeploymentId ?? '';
  }
  const history = await readHistory(aws, params, now);
  const ours = history.find(({ description }) => description === backAgain(params.deployment));
  return ours?.deploymentId ?? '';
}

function backAgain(deployment: string): string {
  return `Firebreak: takes ${deployment} back`;
}

function forwardAgain(deployment: string): string {
  return `Firebreak: brings ${deployment} again`;
}

function texts(params: RollBackParams) {
  return {
    name: codeDeployDeploymentGroup.describe(params),
    found: (newest: Newest) =>
      typeof newest === 'string' ? 'which is as it was' : `whose newest deployment is ${newest.other}`,
  };
}
