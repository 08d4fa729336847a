import { type KillSwitch, stops } from '../../records/guardrails/kill-switch.ts';
import { personOf } from '../../records/timeline.ts';
import { allow, deny, type Guardrail, type GuardrailContext, type GuardrailOpinion } from './guardrail.ts';

/** Stops every action everywhere, or those on one service: by policy, or by a person at this moment. */
export const killSwitch = {
  name: 'kill-switch',
  check({
    policy,
    service,
    killSwitches,
  }: Pick<GuardrailContext, 'policy' | 'service' | 'killSwitches'>): GuardrailOpinion {
    if (policy.killSwitch) return deny('The kill switch of the policy is on');
    const on = killSwitches.find((each) => stops(each, service?.id ?? null));
    return on === undefined ? allow('The kill switch is off') : deny(killSwitchText(on));
  },
} satisfies Guardrail;

function killSwitchText({ service, by, at, reason }: KillSwitch): string {
  const what = service === null ? 'The kill switch is on' : `The kill switch of ${service} is on`;
  return `${what}, by ${personOf(by)} since ${at}: ${reason}`;
}
