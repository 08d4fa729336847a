import type { Execution, ReversibleAction, Undoing } from '../../ports/action.ts';
import { allow } from '../../resources/allow.ts';
import { appConfigFlag } from '../../resources/appconfig-flag.ts';
import { deploymentPermissions } from '../appconfig/deployment-permissions.ts';
import { observeDeployment } from '../appconfig/observe-deployment.ts';
import { restoreVersion } from '../appconfig/restore-version.ts';
import { stopUnlessFinished } from '../appconfig/stop-unless-finished.ts';
import { deployFlagOff } from './deploy-flag-off.ts';
import { findFlagPreState } from './find-flag-pre-state.ts';
import {
  type FlagPreState,
  type SwitchOffFlagParams,
  switchOffFlagParamsSchema,
} from './switch-off-flag-contract.ts';

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
    const profiles = arns.map(({ profile }) => profile);
    // Versions are numbered as they come.
    const versions = profiles.map((arn) => `${arn}/hostedconfigurationversion/*`);
    return [
      ...allow(
        ['appconfig:ListHostedConfigurationVersions', 'appconfig:CreateHostedConfigurationVersion'],
        [...applications, ...profiles],
      ),
      ...allow(['appconfig:GetHostedConfigurationVersion'], [...applications, ...profiles, ...versions]),
      ...deploymentPermissions(targets.map(({ id }) => id)),
    ];
  },

  preflight: ({ aws }, params) => findFlagPreState(aws, params),

  async execute({ aws }, params, preState): Promise<Execution> {
    const { flag, environment } = params;
    const { stoppable: deployment, version } = preState;
    if (deployment !== null) {
      const stop = await stopUnlessFinished(aws, params, deployment);
      if (stop.outcome === 'unknown') {
        const text = `Whether deployment ${deployment} was stopped is not known: ${stop.reason}`;
        return { outcome: 'unknown', text };
      }
      if (stop.outcome === 'stopped') {
        const text = `The flag ${flag} is off in ${environment}: deployment ${deployment} of version ${version} was stopped`;
        return { outcome: 'done', text, postState: { deployment, stopped: true } };
      }
    }
    return await deployFlagOff(aws, params, preState);
  },

  observe: ({ aws }, params, _, postState) => observeDeployment(aws, params, postState),

  async undo({ aws }, params, { version }, postState): Promise<Undoing> {
    const { flag, environment, profile } = params;
    const before = { version, description: `Firebreak: ${flag} as it was` };
    const restoring = await restoreVersion(aws, params, before, postState);
    switch (restoring.outcome) {
      case 'restored':
        return {
          outcome: 'undone',
          text: `The flag ${flag} is in ${environment} as it was, by version ${version}`,
        };
      case 'changed-since':
        return {
          outcome: 'changed-since',
          text: `${profile} was deployed again since: version ${restoring.version}`,
        };
      case 'unknown':
        return {
          outcome: 'unknown',
          text: `Whether the flag ${flag} is on again is not known: ${restoring.reason}`,
        };
      default:
        return restoring satisfies never;
    }
  },
};
