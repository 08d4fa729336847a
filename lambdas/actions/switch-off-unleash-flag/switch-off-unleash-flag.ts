import { unleashServer } from '../../resources/outside/unleash-server.ts';
import { unleashFlag } from '../../resources/unleash-flag.ts';
import { switchOffOutsideFlag } from '../outside-flag/switch-off-outside-flag.ts';

/** Switches one flag of an Unleash server off for everybody in its environment. */
export const switchOffUnleashFlag = switchOffOutsideFlag({
  kind: 'switch-off-unleash-flag',
  title: 'Switch off an Unleash feature flag',
  target: unleashFlag,
  server: unleashServer,
});
