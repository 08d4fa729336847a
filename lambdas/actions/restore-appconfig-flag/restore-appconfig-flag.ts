import type { ReversibleAction } from '../../ports/plug-ins/action.ts';
import { type AppConfigFlagId, appConfigFlag } from '../../resources/appconfig-flag.ts';
import { readConfiguration } from '../../resources/aws/appconfig-configurations.ts';
import {
  type FlagEntry,
  flagEntry,
  hasFlag,
  parseFlagDocument,
  withFlag,
} from '../../resources/aws/flag-document.ts';
import { editFlag } from '../appconfig/edit-flag.ts';
import { findFlagPreState } from '../appconfig/find-flag-pre-state.ts';
import type { FlagEdit } from '../appconfig/flag-edit.ts';
import { flagEditPermissions } from '../appconfig/flag-edit-permissions.ts';
import { observeDeployment } from '../appconfig/observe-deployment.ts';
import { undoFlagEdit } from '../appconfig/undo-flag-edit.ts';
import {
  type RestoreFlagParams,
  type RestoreFlagPreState,
  restoreFlagParamsSchema,
} from './restore-flag-contract.ts';

/** Puts one feature flag back to what it said before somebody edited it or switched it off; every other flag stays as it is. */
export const restoreAppconfigFlag: ReversibleAction<RestoreFlagParams, RestoreFlagPreState, AppConfigFlagId> =
  {
    kind: 'restore-appconfig-flag',
    title: 'Put an AppConfig feature flag back to what it was',
    target: appConfigFlag,
    reverts: ['flag-change'],
    phase: 'stabilize',
    risk: 'reversible',
    repeat: 'conditional',
    params: restoreFlagParamsSchema,
    plan({ target: { id }, change }) {
      if (change?.superseded === true) {
        return { ok: false, reason: `the flag ${id.flag} was changed again since` };
      }
      if (change?.before !== 'on') {
        return { ok: false, reason: `the flag ${id.flag} was not on before: switching it off is enough` };
      }
      return change.deployedBefore === undefined
        ? { ok: false, reason: `it is not known what the flag ${id.flag} was before` }
        : { ok: true, params: { ...id, fromVersion: change.deployedBefore } };
    },
    summary: ({ flag, environment, fromVersion }) =>
      `Put the feature flag ${flag} back to what it was in version ${fromVersion}, in ${environment}`,
    undoSummary: ({ flag, environment }) => `Put the edit of the feature flag ${flag} in ${environment} back`,
    howToRestore: ({ flag, profile }) =>
      `Correct the edit of the flag ${flag}, then deploy a version of the profile ${profile} with it`,
    backport: ({ flag, profile }) =>
      `Take the edit of ${flag} back where the profile ${profile} is defined in code: the next deployment brings it back otherwise`,
    expects: {
      metric: 'errorRate',
      comparison: 'below',
      threshold: 1,
      settleSeconds: 60,
      withinSeconds: 300,
      goodReadings: 3,
    },
    guardMetrics: [{ metric: 'latencyP99', factor: 1.5 }],
    iam: flagEditPermissions,

    async preflight({ aws }, params) {
      const { flag, profile, fromVersion } = params;
      const document = parseFlagDocument(await readConfiguration(aws, params, fromVersion));
      const earlier = document && flagEntry(document, flag);
      if (earlier === null) {
        return { ok: false, reason: `Version ${fromVersion} of ${profile} does not say what ${flag} was` };
      }
      const found = await findFlagPreState(aws, params, flagAs(flag, earlier));
      return found.ok ? { ok: true, preState: { ...found.preState, earlier } } : found;
    },

    execute: ({ aws }, params, preState) =>
      editFlag(aws, params, preState, flagAs(params.flag, preState.earlier), {
        done: `The flag ${params.flag} is in ${params.environment} as it was in version ${params.fromVersion}`,
        note: `${params.flag} as in version ${params.fromVersion}`,
      }),

    observe: ({ aws }, params, _, postState) => observeDeployment(aws, params, postState),

    undo: ({ aws }, params, preState, postState) => undoFlagEdit(aws, params, preState, postState),
  };

function flagAs(flag: string, earlier: FlagEntry): FlagEdit {
  return {
    wanted: (deployed) =>
      hasFlag(deployed, flag, earlier)
        ? `The flag ${flag} is what it was already`
        : withFlag(deployed, flag, earlier),
    holds: (document) => hasFlag(document, flag, earlier),
  };
}
