import type { Action } from '../../ports/action.ts';
import { allAtOnceStrategy } from '../../resources/aws/appconfig-deployments.ts';
import { parseParams } from '../params/parse-params.ts';
import { deployFlagOff } from './deploy-flag-off.ts';
import { findFlagPreState } from './find-flag-pre-state.ts';
import { redeployPreviousFlags } from './redeploy-previous-flags.ts';
import { stopFlagDeployment } from './stop-flag-deployment.ts';
import {
  type FlagPreState,
  type SwitchOffFlagParams,
  switchOffFlagParamsSchema,
} from './switch-off-flag-contract.ts';

const kind = 'switch-off-appconfig-flag';

/** Switches one AppConfig feature flag off for everybody, and leaves every other flag of the profile as it is. */
export const switchOffAppConfigFlag: Action<SwitchOffFlagParams, FlagPreState> = {
  kind,
  title: 'Switch an AppConfig feature flag off',
  phase: 'stabilize',
  risk: 'reversible',
  parseParams: (value) => parseParams(kind, switchOffFlagParamsSchema, value),
  summary: ({ flag, profile, environment }) =>
    `Switch the feature flag ${flag} off (AppConfig profile ${profile}, environment ${environment})`,
  undoSummary: ({ flag }) => `Deploy the previous configuration again, with the flag ${flag} on`,
  resource: ({ application, environment, profile, flag }) =>
    `appconfig-flag:${application}:${environment}:${profile}:${flag}`,
  howToRestore: ({ flag, profile }) =>
    `Fix what the flag ${flag} turns on, then deploy a version of the profile ${profile} with the flag on`,
  expects: {
    metric: 'errorRate',
    comparison: 'below',
    threshold: 1,
    settleSeconds: 60,
    withinSeconds: 300,
    goodReadings: 3,
  },
  guardMetrics: [{ metric: 'latencyP99', factor: 1.5 }],

  iam(services) {
    const flags = services.flatMap((service) => service.flags.map(({ appConfig }) => appConfig));
    if (flags.length === 0) return [];
    const application = (id: string) => `arn:{partition}:appconfig:{region}:{account}:application/${id}`;
    const unique = (arns: readonly string[]) => [...new Set(arns)];
    const applications = unique(flags.map((flag) => application(flag.application)));
    const environments = unique(
      flags.map((flag) => `${application(flag.application)}/environment/${flag.environment}`),
    );
    const profiles = unique(
      flags.map((flag) => `${application(flag.application)}/configurationprofile/${flag.profile}`),
    );
    return [
      {
        actions: ['appconfig:ListHostedConfigurationVersions', 'appconfig:CreateHostedConfigurationVersion'],
        resources: [...applications, ...profiles],
      },
      {
        // Versions and deployments are numbered as they come.
        actions: ['appconfig:GetHostedConfigurationVersion'],
        resources: [
          ...applications,
          ...profiles,
          ...profiles.map((arn) => `${arn}/hostedconfigurationversion/*`),
        ],
      },
      {
        actions: ['appconfig:ListDeployments', 'appconfig:GetDeployment', 'appconfig:StopDeployment'],
        resources: [...applications, ...environments, ...environments.map((arn) => `${arn}/deployment/*`)],
      },
      {
        actions: ['appconfig:StartDeployment'],
        resources: [
          ...applications,
          ...environments,
          ...environments.map((arn) => `${arn}/deployment/*`),
          ...profiles,
          `arn:{partition}:appconfig:{region}:{account}:deploymentstrategy/${allAtOnceStrategy}`,
        ],
      },
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
