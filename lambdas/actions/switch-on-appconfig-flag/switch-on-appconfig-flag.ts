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

/** Switches an AppConfig flag on that is there for emergencies, such as one that sends requests to another provider. */
export const switchOnAppconfigFlag: ReversibleAction<SwitchFlagParams, FlagPreState, SwitchFlagParams> = {
  kind: 'switch-on-appconfig-flag',
  title: 'Switch on an AppConfig feature flag',
  target: appConfigFlag,
  phase: 'stabilize',
  risk: 'reversible',
  repeat: 'conditional',
  params: switchFlagParamsSchema,
  plan: ({ target: { id }, change }) =>
    change === null
      ? { ok: true, params: id }
      : { ok: false, reason: `switching ${id.flag} on does not revert a change` },
  summary: ({ flag, environment }) => `Switch on the feature flag ${flag} in ${environment}`,
  undoSummary: ({ flag, environment }) => `Switch the feature flag ${flag} off again in ${environment}`,
  howToRestore: ({ flag, environment }) =>
    `Look whether what ${flag} goes around is well again, then switch the flag off in ${environment}`,
  backport: ({ flag, profile }) =>
    `Leave ${flag} on where the profile ${profile} is defined in code, as long as it is needed: the next deployment switches it off otherwise`,
  expects: errorRateRecovers({ withinSeconds: 300 }),
  guardMetrics: [{ metric: 'latencyP99', factor: 1.5 }],

  iam: flagEditPermissions,

  preflight: ({ aws }, params) => findFlagPreState(aws, params, switchedTo('on', params.flag)),

  execute: ({ aws }, params, preState) =>
    editFlag(aws, params, preState, switchedTo('on', params.flag), {
      done: `The flag ${params.flag} is on in ${params.environment}`,
      note: `${params.flag} on`,
    }),

  observe: ({ aws }, params, _, postState) => observeDeployment(aws, params, postState),

  undo: ({ aws }, params, preState, postState) => undoFlagEdit(aws, params, preState, postState),
};
