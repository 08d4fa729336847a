import { allow, deny, type Guardrail, needsApproval } from './guardrail.ts';

/** What policy lets automation do at this severity. What cannot be undone always waits for a person. */
export const mode: Guardrail = {
  name: 'mode',
  check({ policy, severity, step }) {
    const setting = policy.mode[severity][step.risk];
    const what = `${step.risk} actions at ${severity}`;
    if (setting === 'observe') return deny(`Policy only observes: no ${what}`);
    if (setting === 'approve') return needsApproval(`Policy requires approval for ${what}`);
    return step.risk === 'reversible'
      ? allow(`Policy allows ${what}`)
      : needsApproval('What cannot be undone always waits for a person');
  },
};
