import type { AwsService } from '../../protocol/aws-service.ts';
import { spansIn } from '../../signals/account-view.ts';
import { unleashProtocol } from './unleash-routes.ts';
import { seedUnleash, turnFlag, type UnleashState } from './unleash-state.ts';

/** Feature flags at an Unleash server. One that turns on something bad fails requests as long as it is on. */
export const unleash: AwsService<UnleashState> = {
  signingName: 'unleash',
  endpointSuffix: 'UNLEASH',
  hosts: /^([a-z]+\.)?(unleash\.shop\.example|app\.unleash-hosted\.com)$/,
  seed: seedUnleash,
  protocol: unleashProtocol,
  story: {
    play({ flag }, { state, nowMs }) {
      const found = state.flags.find((one) => one.flag === flag?.name);
      if (flag === undefined || found === undefined) return null;
      turnFlag(state, found, { on: flag.enabled, by: 'ana', atMs: nowMs });
      return `The Unleash flag ${flag.name} is ${flag.enabled ? 'on' : 'off'}.`;
    },
    spansOf({ flag }, state) {
      const found = state.flags.find((one) => one.flag === flag?.name);
      if (flag === undefined || found === undefined) return null;
      return spansIn(found.history, ({ on }) => (on === flag.enabled ? 1 : 0));
    },
  },
};
