import { instantOf } from '../../instant.ts';
import { allow, deny, type Guardrail } from './guardrail.ts';

const dayMilliseconds = 24 * 60 * 60_000;

/** When so much was done and it is not enough, something else is wrong. */
export const actionBudget: Guardrail = {
  name: 'action-budget',
  check({ policy, now, incidentId, service, recentActions }) {
    const { actionsPerIncident, actionsPerServicePerDay } = policy.budget;
    const inIncident = recentActions.filter((each) => each.incidentId === incidentId).length;
    if (inIncident >= actionsPerIncident) {
      return deny(`${inIncident} of ${actionsPerIncident} actions of this incident are used`);
    }
    const since = now.getTime() - dayMilliseconds;
    const today = recentActions.filter(
      (each) => each.service === service?.id && instantOf(each.at) > since,
    ).length;
    return today >= actionsPerServicePerDay
      ? deny(
          `${today} of ${actionsPerServicePerDay} actions a day on ${service?.id ?? 'this service'} are used`,
        )
      : allow(`${inIncident} of ${actionsPerIncident} actions of this incident are used`);
  },
};
