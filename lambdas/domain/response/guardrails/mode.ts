import { peopleWhoAgree } from '../../policy/people-who-agree.ts';
import { modes } from '../../records/guardrails/modes.ts';
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
    const people = Math.max(
      step.peopleNeeded ?? 1,
      ...severities.map((each) => peopleWhoAgree(policy, each, step.risk)),
    );
    if (step.peopleNeeded !== undefined) {
      const reason =
        step.peopleNeeded > 1
          ? `${step.action} takes ${people} people who agree`
          : `${step.action} always waits for a person`;
      return needsApproval(reason, people);
    }
    if (setting === 'approve') {
      const asked = needsApproval(`Policy requires approval for ${what}`, people);
      return people === 1 ? { ...asked, mayGoUnanswered: true } : asked;
    }
    return step.risk === 'reversible'
      ? allow(`Policy allows ${what}`, people)
      : needsApproval('What cannot be undone always waits for a person', people);
  },
} satisfies Guardrail;
