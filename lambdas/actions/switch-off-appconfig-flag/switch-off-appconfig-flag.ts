import type { ReversibleAction } from '../../ports/plug-ins/action.ts';
import { appConfigFlag } from '../../resources/appconfig-flag.ts';
import { editFlag } from '../appconfig/edit-flag.ts';
import { findFlagPreState } from '../appconfig/find-flag-pre-state.ts';
import type { FlagPreState } from '../appconfig/flag-edit.ts';
import { flagEditPermissions } from '../appconfig/flag-edit-permissions.ts';
import { observeDeployment } from '../appconfig/observe-deployment.ts';
import { type SwitchFlagParams, switchFlagParamsSchema } from '../appconfig/switch-flag-params.ts';
import { switchedTo } from '../appconfig/switched-to.ts';
import { undoFlagEdit } from '../appconfig/undo-flag-edit.ts';
import { errorRateRecovers } from '../promises/expectations.ts';

/** Switches one AppConfig feature flag off for everybody, and leaves every other flag of the profile as it is. */
export const switchOffAppconfigFlag: ReversibleAction<SwitchFlagParams, FlagPreState, SwitchFlagParams> = {
  kind: 'switch-off-appconfig-flag',
  title: 'Switch off an AppConfig feature flag',
  target: appConfigFlag,
  reverts: ['flag-change'],
  phase: 'stabilize',
  risk: 'reversible',
  repeat: 'conditional',
  params: switchFlagParamsSchema,
  plan({ target: { id }, change }) {
    if (change !== null && (change.after !== 'on' || change.superseded === true)) {
      return { ok: false, reason: `the change is not why the flag ${id.flag} is on now` };
    }
    if (change?.before === 'on') {
      return { ok: false, reason: `the flag ${id.flag} was on before the change, too` };
    }
    return { ok: true, params: id };
  },
  summary: ({ flag, environment }) => `Switch off the feature flag ${flag} in ${environment}`,
  undoSummary: ({ flag, environment }) => `Switch the feature flag ${flag} on again in ${environment}`,
  howToRestore: ({ flag, profile }) =>
    `Fix what the flag ${flag} turns on, then deploy a version of the profile ${profile} with the flag on`,
  backport: ({ flag, profile }) =>
    `Set ${flag} to off where the profile ${profile} is defined in code: the next deployment switches it on again otherwise`,
  expects: errorRateRecovers({ withinSeconds: 300 }),
  guardMetrics: [{ metric: 'latencyP99', factor: 1.5 }],

  iam: flagEditPermissions,

  preflight: ({ aws }, params) => findFlagPreState(aws, params, switchedTo('off', params.flag)),

  execute: ({ aws }, params, preState) =>
    editFlag(aws, params, preState, switchedTo('off', params.flag), {
      done: `The flag ${params.flag} is off in ${params.environment}`,
      note: `${params.flag} off`,
    }),

  observe: ({ aws }, params, _, postState) => observeDeployment(aws, params, postState),

  undo: ({ aws }, params, preState, postState) => undoFlagEdit(aws, params, preState, postState),
};
