import type { Execution, ReversibleAction, Undoing } from '../../ports/plug-ins/action.ts';
import { allow } from '../../resources/allow.ts';
import {
  type AppConfigConfigurationId,
  appConfigConfiguration,
} from '../../resources/appconfig-configuration.ts';
import { hasConfigurationVersion } from '../../resources/aws/appconfig-configurations.ts';
import { deployUnlessChanged } from '../appconfig/deploy-unless-changed.ts';
import { deploymentPermissions } from '../appconfig/deployment-permissions.ts';
import { observeDeployment } from '../appconfig/observe-deployment.ts';
import { restoreVersion } from '../appconfig/restore-version.ts';
import { stopUnlessFinished } from '../appconfig/stop-unless-finished.ts';
import { errorRateRecovers } from '../promises/expectations.ts';
import { findConfigurationPreState } from './find-configuration-pre-state.ts';
import {
  type ConfigurationPreState,
  type RollBackConfigurationParams,
  rollBackConfigurationParamsSchema,
} from './roll-back-configuration-contract.ts';

/** Deploys the version of a configuration that was in effect before the suspect one. */
export const rollBackAppconfigConfiguration: ReversibleAction<
  RollBackConfigurationParams,
  ConfigurationPreState,
  AppConfigConfigurationId
> = {
  kind: 'roll-back-appconfig-configuration',
  title: 'Roll back an AppConfig configuration to the version before',
  target: appConfigConfiguration,
  reverts: ['configuration-change'],
  phase: 'stabilize',
  risk: 'reversible',
  repeat: 'conditional',
  params: rollBackConfigurationParamsSchema,
  plan({ target: { id }, change }) {
    const { before = null, after = null } = change ?? {};
    if (before === null || after === null) {
      return { ok: false, reason: `it is not known which version of ${id.profile} was deployed before` };
    }
    if (change?.superseded === true) {
      return { ok: false, reason: `version ${after} of ${id.profile} is not in effect any more` };
    }
    if (before === after) {
      return { ok: false, reason: `version ${after} of ${id.profile} was deployed before, too` };
    }
    return { ok: true, params: { ...id, fromVersion: after, toVersion: before } };
  },
  summary: ({ profile, environment, fromVersion, toVersion }) =>
    `Roll back the configuration ${profile} in ${environment} from version ${fromVersion} to version ${toVersion}`,
  undoSummary: ({ profile, fromVersion }) =>
    `Put version ${fromVersion} of the configuration ${profile} back`,
  howToRestore: ({ profile, fromVersion }) =>
    `Fix what version ${fromVersion} of the configuration ${profile} says, and deploy the fix as a new version`,
  backport: ({ profile, fromVersion }) =>
    `Revert what version ${fromVersion} brought where the configuration ${profile} is kept in code: the next deployment brings it back otherwise`,
  expects: errorRateRecovers({ withinSeconds: 300 }),
  guardMetrics: [{ metric: 'latencyP99', factor: 1.5 }],

  iam(targets) {
    const arns = targets.map(({ id }) => appConfigConfiguration.arns(id));
    return [
      ...allow(
        ['appconfig:GetConfigurationProfile', 'appconfig:ListHostedConfigurationVersions'],
        arns.flatMap(({ application, profile }) => [application, profile]),
      ),
      ...deploymentPermissions(targets.map(({ id }) => id)),
    ];
  },

  preflight: ({ aws }, params) => findConfigurationPreState(aws, params),

  async undoReadiness({ aws }, params, { version }) {
    return (await hasConfigurationVersion(aws, params, version))
      ? { ready: true, text: `Version ${version} of ${params.profile} can be deployed again` }
      : { ready: false, text: `Version ${version} of ${params.profile} is gone` };
  },

  async execute({ aws }, params, { stoppable, latestDeployment }): Promise<Execution> {
    const { profile, environment, toVersion } = params;
    const text = `${profile} is on version ${toVersion} again in ${environment}`;
    if (stoppable !== null) {
      const stop = await stopUnlessFinished(aws, params, stoppable);
      if (stop.outcome === 'unknown') {
        return {
          outcome: 'unknown',
          text: `Whether deployment ${stoppable} was stopped is not known: ${stop.reason}`,
        };
      }
      if (stop.outcome === 'stopped') {
        return {
          outcome: 'done',
          text: `${text}: deployment ${stoppable} was stopped`,
          postState: { deployment: stoppable, stopped: true },
        };
      }
    }
    const deployment = await deployUnlessChanged(aws, params, latestDeployment, {
      description: `Firebreak: ${profile} back to version ${toVersion}`,
      version: () => Promise.resolve({ version: toVersion }),
      isWanted: (version) => Promise.resolve(version === toVersion),
    });
    switch (deployment.outcome) {
      case 'deployed':
        return {
          outcome: 'done',
          text: `${text} (deployment ${deployment.number})`,
          postState: { deployment: deployment.number },
        };
      case 'stale':
        return { outcome: 'stale', text: `Nothing was deployed: ${deployment.reason}` };
      case 'unknown':
        return {
          outcome: 'unknown',
          text: `Whether ${profile} was rolled back is not known: ${deployment.reason}`,
        };
      default:
        return deployment satisfies never;
    }
  },

  observe: ({ aws }, params, _, postState) => observeDeployment(aws, params, postState),

  async undo({ aws }, params, { version }, postState): Promise<Undoing> {
    const { profile, environment } = params;
    const before = { version, description: `Firebreak: ${profile} as it was` };
    const restoring = await restoreVersion(aws, params, before, postState);
    switch (restoring.outcome) {
      case 'restored':
        return { outcome: 'undone', text: `${profile} is on version ${version} again in ${environment}` };
      case 'changed-since':
        return {
          outcome: 'changed-since',
          text: `${profile} was deployed again since: version ${restoring.version}`,
        };
      case 'unknown':
        return {
          outcome: 'unknown',
          text: `Whether ${profile} is on version ${version} again is not known: ${restoring.reason}`,
        };
      default:
        return restoring satisfies never;
    }
  },
};
