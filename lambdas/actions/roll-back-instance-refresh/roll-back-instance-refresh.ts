import type { InstanceRefresh } from '@aws-sdk/client-auto-scaling';
import type { IrreversibleAction } from '../../ports/plug-ins/action.ts';
import { allow, allowEverywhere } from '../../resources/allow.ts';
import { type AutoScalingGroupId, autoScalingGroup } from '../../resources/auto-scaling-group.ts';
import { readRefresh, templateVersionOf } from '../../resources/aws/auto-scaling-groups.ts';
import { executionOf } from '../setting/move-outcomes.ts';
import { moveSetting } from '../setting/move-setting.ts';
import {
  describeState,
  type RefreshParams,
  type RefreshPreState,
  refreshParamsSchema,
  stateOf,
} from './refresh-contract.ts';
import { refreshState } from './refresh-state.ts';

/** Versions that name whatever is the newest: there is nothing to go back to. */
const moving = ['$Latest', '$Default'];

/** Rolls back an instance refresh that is in progress: the instances get their earlier launch template version again. */
export const rollBackInstanceRefresh: IrreversibleAction<RefreshParams, RefreshPreState, AutoScalingGroupId> =
  {
    kind: 'roll-back-instance-refresh',
    title: 'Roll back an instance refresh of an Auto Scaling group',
    target: autoScalingGroup,
    reverts: ['instance-refresh'],
    phase: 'stabilize',
    risk: 'irreversible',
    irreversibleBecause:
      'An instance refresh that was rolled back cannot be continued: somebody has to start another one',
    repeat: 'set',
    params: refreshParamsSchema,
    plan({ target: { id }, change }) {
      const { before = null, after = null, deployment } = change ?? {};
      const no = (reason: string) => ({ ok: false, reason }) as const;
      if (deployment?.inProgress !== true)
        return no(`no suspect instance refresh of ${id.group} is in progress`);
      if (before === null || after === null)
        return no(`it is not known which launch template ${id.group} had before`);
      if (before === after) return no(`the instance refresh of ${id.group} brings no other launch template`);
      return {
        ok: true,
        params: { ...id, refresh: deployment.id, fromVersion: after, toVersion: before },
      };
    },
    summary: ({ group, fromVersion, toVersion }) =>
      `Roll back ${group} from launch template version ${fromVersion} to ${toVersion}`,
    howToRestore: ({ group, fromVersion }) =>
      `Fix the cause and refresh ${group} with a new launch template version. Do not use version ${fromVersion} again`,
    backport: ({ group, fromVersion, toVersion }) =>
      `Revert or fix in the repository what launch template version ${fromVersion} brought, and set ${group} to version ${toVersion} where infrastructure code names it: the next deployment brings it again otherwise`,
    expects: {
      metric: 'errorRate',
      comparison: 'below',
      threshold: 1,
      settleSeconds: 60,
      withinSeconds: 1200,
      goodReadings: 3,
    },
    guardMetrics: [{ metric: 'latencyP99', factor: 1.5 }],
    echoes: [
      {
        metric: 'saturation',
        goes: 'up',
        fadesAfterMinutes: 15,
        because: 'instances are replaced once more, and fewer are in service meanwhile',
      },
      { metric: 'latencyP99', goes: 'up', fadesAfterMinutes: 15, because: 'replaced instances start cold' },
    ],

    iam(targets) {
      return [
        ...allow(
          ['autoscaling:RollbackInstanceRefresh'],
          targets.map(({ id }) => autoScalingGroup.arns(id).group),
        ),
        ...allowEverywhere(
          ['autoscaling:DescribeInstanceRefreshes'],
          targets,
          'IAM knows no resource for what describes instance refreshes',
        ),
      ];
    },

    async preflight({ aws }, params) {
      const { group, refresh } = params;
      const found = await readRefresh(aws, params, refresh);
      if (found === null) return { ok: false, reason: `There is no instance refresh ${refresh} of ${group}` };
      const reason = refusalOf(found);
      return reason === null
        ? { ok: true, preState: { refresh, status: found.Status ?? '' } }
        : { ok: false, reason: `The instance refresh of ${group} ${reason}` };
    },

    async execute({ aws }, params) {
      const { group, refresh, fromVersion, toVersion } = params;
      const move = await moveSetting(refreshState(aws, params), 'in-progress', 'rolling-back');
      return executionOf(
        move,
        {
          name: group,
          done: `Auto Scaling rolls ${group} back from launch template version ${fromVersion} to ${toVersion}`,
          asked: `the instance refresh of ${group} was rolled back`,
          found: (state) => `whose instance refresh ${describeState(state)}`,
        },
        { refresh },
      );
    },

    async observe({ aws }, params) {
      const { group, refresh, toVersion } = params;
      const found = await readRefresh(aws, params, refresh);
      const isBack = found?.Status === 'RollbackSuccessful';
      return {
        settled: isBack,
        text: isBack
          ? `${group} is back on launch template version ${toVersion}`
          : `Auto Scaling is rolling ${group} back to launch template version ${toVersion} (${found?.Status ?? 'no such refresh'})`,
      };
    },
  };

function refusalOf(refresh: InstanceRefresh): string | null {
  const state = stateOf(refresh.Status);
  if (state !== 'in-progress') return describeState(state);
  const version = templateVersionOf(refresh.DesiredConfiguration);
  if (version === null) return 'has no desired configuration, so Auto Scaling cannot roll it back';
  return moving.includes(version) ? `brings ${version}, so Auto Scaling cannot roll it back` : null;
}
