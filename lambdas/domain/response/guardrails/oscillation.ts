import { instantOf } from '../../instant.ts';
import { deny, type Guardrail, notApplicable } from './guardrail.ts';

/** What was switched to and fro does not get better by switching it once more. */
export const oscillation: Guardrail = {
  name: 'oscillation',
  check({ policy, now, step: { resource, action }, recentActions }) {
    const { togglesAtMost, withinMinutes } = policy.oscillation;
    const since = now.getTime() - withinMinutes * 60_000;
    const toggles = recentActions
      .filter((each) => each.resource === resource && instantOf(each.at) > since)
      // An undo puts it back, which another run of the same action would take away again.
      .reduce((sum, each) => sum + (each.isUndone === true && each.action === action ? 2 : 1), 0);
    return toggles >= togglesAtMost
      ? deny(
          `Automation changed ${resource} to and fro ${toggles} times within ${withinMinutes} min; ${togglesAtMost} is the most`,
        )
      : notApplicable(`${resource} was not changed to and fro within ${withinMinutes} min`);
  },
};
