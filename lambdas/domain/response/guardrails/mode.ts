import { modes } from '../../policy/guardrails-schema.ts';
import {
  allow,
  deny,
  type Guardrail,
  type GuardrailContext,
  type GuardrailOpinion,
  needsApproval,
} from './guardrail.ts';

/** What policy lets automation do at this severity. What cannot be undone always waits for a person. */
export const mode = {
  name: 'mode',
  check({
    policy,
    severities,
    step,
  }: Pick<GuardrailContext, 'policy' | 'severities' | 'step'>): GuardrailOpinion {
    const settings = severities.map((severity) => ({ severity, setting: policy.mode[severity][step.risk] }));
    const { severity, setting } = settings.reduce((a, b) =>
      modes.indexOf(b.setting) < modes.indexOf(a.setting) ? b : a,
    );
    const what = `${step.risk} actions at ${severity}`;
    if (setting === 'observe') return deny(`Policy only observes: no ${what}`);
    if (step.peopleNeeded !== undefined) {
      const reason =
        step.peopleNeeded > 1
          ? `${step.action} takes ${step.peopleNeeded} people who agree`
          : `${step.action} always waits for a person`;
      return needsApproval(reason, step.peopleNeeded);
    }
    if (setting === 'approve') {
      return { ...needsApproval(`Policy requires approval for ${what}`), mayGoUnanswered: true };
    }
    return step.risk === 'reversible'
      ? allow(`Policy allows ${what}`)
      : needsApproval('What cannot be undone always waits for a person');
  },
} satisfies Guardrail;
