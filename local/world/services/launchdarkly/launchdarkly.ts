import type { AwsService } from '../../protocol/aws-service.ts';
import { spansIn } from '../../signals/account-view.ts';
import { launchDarklyProtocol } from './launchdarkly-routes.ts';
import { findFlag, type LaunchDarklyState, seedLaunchDarkly, turnFlag } from './launchdarkly-state.ts';

/** Feature flags at LaunchDarkly. One that turns on something bad fails requests as long as it is on. */
export const launchDarkly: AwsService<LaunchDarklyState> = {
  signingName: 'launchdarkly',
  endpointSuffix: 'LAUNCHDARKLY',
  hosts: /^app(\.eu)?\.launchdarkly\.(com|us)$/,
  seed: seedLaunchDarkly,
  protocol: launchDarklyProtocol,
  story: {
    play({ flag }, { state, nowMs }) {
      const found = flag === undefined ? undefined : findFlag(state, { flag: flag.name });
      if (flag === undefined || found === undefined) return null;
      turnFlag(found, flag.enabled, nowMs, 'ana');
      return `The LaunchDarkly flag ${flag.name} is ${flag.enabled ? 'on' : 'off'}.`;
    },
    spansOf({ flag }, state) {
      const found = flag === undefined ? undefined : findFlag(state, { flag: flag.name });
      if (flag === undefined || found === undefined) return null;
      return spansIn(found.history, ({ on }) => (on === flag.enabled ? 1 : 0));
    },
  },
};
