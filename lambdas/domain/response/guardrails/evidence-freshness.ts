import { instantOf } from '../../instant.ts';
import { allow, type Guardrail, needsApproval } from './guardrail.ts';

/** The world may have moved on since the evidence was read: then a person looks first. */
export const evidenceFreshness: Guardrail = {
  name: 'evidence-freshness',
  check({ policy, now, evidenceGatheredAt }) {
    if (evidenceGatheredAt === null) return needsApproval('There is no evidence behind this step');
    const minutes = (now.getTime() - instantOf(evidenceGatheredAt)) / 60_000;
    return minutes <= policy.evidenceMaxAgeMinutes
      ? allow(`The evidence is ${Math.round(minutes)} min old`)
      : needsApproval(
          `The evidence is ${Math.round(minutes)} min old; more than ${policy.evidenceMaxAgeMinutes} min is too old`,
        );
  },
};
