import type { ReversibleAction } from '../../ports/action.ts';
import { allow } from '../../resources/allow.ts';
import { appConfigFlag } from '../../resources/appconfig-flag.ts';
import { allAtOnceStrategy } from '../../resources/aws/appconfig-deployments.ts';
import { deployFlagOff } from './deploy-flag-off.ts';
import { findFlagPreState } from './find-flag-pre-state.ts';
import { redeployPreviousFlags } from './redeploy-previous-flags.ts';
import { stopFlagDeployment } from './stop-flag-deployment.ts';
import {
  type FlagPreState,
  type SwitchOffFlagParams,
  switchOffFlagParamsSchema,
} from './switch-off-flag-contract.ts';

const strategyArn = `arn:{partition}:appconfig:{region}:{account}:deploymentstrategy/${allAtOnceStrategy}`;

/** Switches one AppConfig feature flag off for everybody, and leaves every other flag of the profile as it is. */
export const switchOffAppconfigFlag: ReversibleAction<
  SwitchOffFlagParams,
  FlagPreState,
  SwitchOffFlagParams
> = {
  kind: 'switch-off-appconfig-flag',
  title: 'Switch off an AppConfig feature flag',
  target: appConfigFlag,
  reverts: ['flag-change'],
  phase: 'stabilize',
  risk: 'reversible',
  repeat: 'conditional',
  params: switchOffFlagParamsSchema,
  plan({ target: { id }, change }) {
    if (change !== null && (change.after !== 'on' || change.superseded === true)) {
      return { ok: false, reason: `the change is not why the flag ${id.flag} is on now` };
    }
    return { ok: true, params: id };
  },
  summary: ({ flag, environment }) => `Switch off the feature flag ${flag} in ${environment}`,
  undoSummary: ({ flag, environment }) => `Switch the feature flag ${flag} on again in ${environment}`,
  howToRestore: ({ flag, profile }) =>
    `Fix what the flag ${flag} turns on, then deploy a version of the profile ${profile} with the flag on`,
  backport: ({ flag, profile }) =>
    `Set ${flag} to off where the profile ${profile} is defined in code: the next deployment switches it on again otherwise`,
  expects: {
    metric: 'errorRate',
    comparison: 'below',
    threshold: 1,
    settleSeconds: 60,
    withinSeconds: 300,
    goodReadings: 3,
  },
  guardMetrics: [{ metric: 'latencyP99', factor: 1.5 }],

  iam(targets) {
    const arns = targets.map(({ id }) => appConfigFlag.arns(id));
    const applications = arns.map(({ application }) => application);
    const environments = arns.map(({ environment }) => environment);
    const profiles = arns.map(({ profile }) => profile);
    // Versions and deployments are numbered as they come.
    const versions = profiles.map((arn) => `${arn}/hostedconfigurationversion/*`);
    const deployments = environments.map((arn) => `${arn}/deployment/*`);
    return [
      ...allow(
        ['appconfig:ListHostedConfigurationVersions', 'appconfig:CreateHostedConfigurationVersion'],
        [...applications, ...profiles],
      ),
      ...allow(['appconfig:GetHostedConfigurationVersion'], [...applications, ...profiles, ...versions]),
      ...allow(
        ['appconfig:ListDeployments', 'appconfig:GetDeployment', 'appconfig:StopDeployment'],
        [...applications, ...environments, ...deployments],
      ),
      ...allow(
        ['appconfig:StartDeployment'],
        targets.length === 0
          ? []
          : [...applications, ...environments, ...deployments, ...profiles, strategyArn],
      ),
    ];
  },

  preflight: ({ aws }, params) => findFlagPreState(aws, params),

  async execute({ aws }, params, preState) {
    if (preState.stoppable !== null) {
      const stopped = await stopFlagDeployment(aws, params, preState, preState.stoppable);
      if (stopped !== 'finished') return stopped;
    }
    return await deployFlagOff(aws, params, preState);
  },

  undo: ({ aws }, params, preState, postState) => redeployPreviousFlags(aws, params, preState, postState),
};
