import { launchDarklyFlag } from '../../resources/launchdarkly-flag.ts';
import { launchDarklyServer } from '../../resources/outside/launchdarkly-server.ts';
import { switchOffOutsideFlag } from '../outside-flag/switch-off-outside-flag.ts';

/** Switches one LaunchDarkly flag off for everybody in its environment. */
export const switchOffLaunchdarklyFlag = switchOffOutsideFlag({
  kind: 'switch-off-launchdarkly-flag',
  title: 'Switch off a LaunchDarkly feature flag',
  target: launchDarklyFlag,
  server: launchDarklyServer,
});
