import type { Action } from '../../ports/action.ts';
import { latestConfigurationNumber, readConfiguration } from '../aws/appconfig-configurations.ts';
import { allAtOnceStrategy } from '../aws/appconfig-deployments.ts';
import { deployFlagOff } from './deploy-flag-off.ts';
import { readDeployedConfiguration } from './deployed-configuration.ts';
import { flagState, parseFlagDocument } from './flag-document.ts';
import { parseParams } from './parse-params.ts';
import { redeployFormerFlags } from './redeploy-former-flags.ts';
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
  undoSummary: ({ flag }) => `Deploy the former configuration again, with the flag ${flag} on`,
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

  async preflight({ aws }, params) {
    const { profile, environment, flag } = params;
    const { current, underWay, latestNumber } = await readDeployedConfiguration(aws, params, profile);
    if (underWay !== null) {
      return {
        ok: false,
        reason: `Deployment ${underWay.number} to ${environment} is still ${underWay.state}`,
      };
    }
    if (current === null) return { ok: false, reason: `${profile} was never deployed to ${environment}` };
    const document = parseFlagDocument(await readConfiguration(aws, params, current.version));
    if (document === null) return { ok: false, reason: `${profile} holds no feature flags` };
    const state = flagState(document, flag);
    if (state === 'off') return { ok: false, reason: `The flag ${flag} is off already` };
    if (state === 'absent')
      return { ok: false, reason: `${profile} has no flag ${flag} with one value to switch off` };
    const latestVersion = await latestConfigurationNumber(aws, params);
    return {
      ok: true,
      preState: { version: current.version, latestDeployment: latestNumber, latestVersion },
    };
  },

  execute: ({ aws }, params, preState) => deployFlagOff(aws, params, preState),

  undo: ({ aws }, params, preState, postState) => redeployFormerFlags(aws, params, preState, postState),
};
