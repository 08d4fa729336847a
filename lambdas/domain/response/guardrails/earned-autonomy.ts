import { modes } from '../../records/guardrails/modes.ts';
import { earnedLevel } from '../autonomy/track-record.ts';
import { deny, type Guardrail, needsApproval, notApplicable } from './guardrail.ts';

/** What failed here before does less by itself, until a person says otherwise: auto asks, and what asked is only observed. */
export const earnedAutonomy: Guardrail = {
  name: 'earned-autonomy',
  check({ policy, severities, step, service, judgedSteps }) {
    if (service === null) return notApplicable('Policy does not know the service');
    const { isBelow, text } = earnedLevel(
      policy.autonomy,
      { service: service.id, action: step.action },
      judgedSteps,
    );
    if (!isBelow) return notApplicable(text);
    const ranks = severities.map((severity) => modes.indexOf(policy.mode[severity][step.risk]));
    return modes[Math.min(...ranks)] === 'auto'
      ? needsApproval(`${text}: a person decides until somebody raises it`)
      : deny(`${text}: it is only observed until somebody raises it`);
  },
};
