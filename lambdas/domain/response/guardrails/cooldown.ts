import { instantOf } from '../../instant.ts';
import { type Guardrail, needsApproval, notApplicable } from './guardrail.ts';

/** A resource that automation changed just now is not changed again without a person. */
export const cooldown: Guardrail = {
  name: 'cooldown',
  check({ policy, now, step, recentActions }) {
    const { defaultMinutes, actions } = policy.cooldown;
    const minutes = Object.hasOwn(actions, step.action)
      ? (actions[step.action] ?? defaultMinutes)
      : defaultMinutes;
    const last = recentActions
      .filter(({ resource }) => resource === step.resource)
      .map(({ at }) => instantOf(at))
      .reduce((latest, at) => Math.max(latest, at), Number.NEGATIVE_INFINITY);
    const agoMinutes = Math.floor((now.getTime() - last) / 60_000);
    return agoMinutes < minutes
      ? needsApproval(`${step.resource} was changed ${agoMinutes} min ago; its cooldown is ${minutes} min`)
      : notApplicable(`Nothing was done to ${step.resource} within ${minutes} min`);
  },
};
