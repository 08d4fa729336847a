import { type Guardrail, needsApproval, notApplicable } from './guardrail.ts';

/** For so long it is reckoned with where the action does not say how long it stays in place. */
const otherwiseHours = 24;

/** What costs much is not bought without a person. */
export const cost: Guardrail = {
  name: 'cost',
  check({ policy, step: { costUsdPerHour, expiresAfterSeconds } }) {
    const { askAboveUsd } = policy.cost;
    if (costUsdPerHour === undefined) return notApplicable('The action names no cost');
    const hours = expiresAfterSeconds === undefined ? otherwiseHours : expiresAfterSeconds / 3600;
    const usd = Math.round(costUsdPerHour * hours);
    const text = `It costs about ${usd} USD in ${Math.round(hours)} h`;
    if (!Number.isFinite(usd)) throw new Error('its cost is not a number');
    return usd > askAboveUsd
      ? needsApproval(`${text}; above ${askAboveUsd} USD a person decides`)
      : notApplicable(text);
  },
};
