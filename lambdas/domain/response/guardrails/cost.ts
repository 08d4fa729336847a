import { matchesPattern } from '../../matches-pattern.ts';
import { type Guardrail, needsApproval, notApplicable } from './guardrail.ts';

/** For so long it is reckoned with where the action does not say how long it stays in place. */
const otherwiseHours = 24;

/** What costs much, or nobody knows how much, is not bought without a person. */
export const cost: Guardrail = {
  name: 'cost',
  check({ policy, step: { addsUnits, resource, expiresAfterSeconds } }) {
    const { askAboveUsd, prices } = policy.cost;
    if (addsUnits === undefined) return notApplicable('The action adds no capacity');
    if (addsUnits === 'unbounded')
      return needsApproval('It is charged by use: nobody knows what it will cost');
    const price = prices.find((each) => matchesPattern(each.resource, resource));
    if (price === undefined) return needsApproval(`Policy has no price for ${resource}`);
    const hours = expiresAfterSeconds === undefined ? otherwiseHours : expiresAfterSeconds / 3600;
    const usd = Math.round(addsUnits * price.usdPerUnitHour * hours);
    if (!Number.isFinite(usd)) throw new Error('its cost is not a number');
    const text = `It costs ${usd} USD at most: ${addsUnits} units for ${Math.round(hours)} h`;
    return usd > askAboveUsd
      ? needsApproval(`${text}; above ${askAboveUsd} USD a person decides`)
      : notApplicable(text);
  },
};
