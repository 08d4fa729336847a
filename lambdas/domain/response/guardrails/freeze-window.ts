import { occurrenceAt } from '../../policy/window-occurrences.ts';
import {
  deny,
  type Guardrail,
  type GuardrailContext,
  type GuardrailOpinion,
  needsApproval,
  notApplicable,
} from './guardrail.ts';

/** Times in which policy wants nothing changed, or not without asking. */
export const freezeWindow = {
  name: 'freeze-window',
  check({
    policy,
    now,
    severities,
    service,
  }: Pick<GuardrailContext, 'policy' | 'now' | 'severities' | 'service'>): GuardrailOpinion {
    const active = policy.freezeWindows.filter(
      (window) =>
        !severities.every((severity) => window.exceptSeverities.includes(severity)) &&
        (window.services === undefined || service === null || window.services.includes(service.id)) &&
        occurrenceAt(window, now) !== null,
    );
    const strictest = active.find(({ decision }) => decision === 'deny') ?? active[0];
    if (strictest === undefined) return notApplicable('No change freeze is active');
    const reason = `The change freeze ${strictest.id} is active: ${strictest.reason}`;
    return strictest.decision === 'deny' ? deny(reason) : needsApproval(reason);
  },
} satisfies Guardrail;
