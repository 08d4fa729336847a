import { allow, deny, type Guardrail } from './guardrail.ts';

/** Stops every action everywhere. */
export const killSwitch: Guardrail = {
  name: 'kill-switch',
  check: ({ policy }) =>
    policy.killSwitch ? deny('The kill switch of the policy is on') : allow('The kill switch is off'),
};
