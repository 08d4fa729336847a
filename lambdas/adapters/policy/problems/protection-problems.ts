import { peopleWhoAgree, withPeopleWhoAgree } from '../../../domain/policy/people-who-agree.ts';
import { protectionsOf } from '../../../domain/policy/protections-of.ts';
import type { GuardrailsPolicy } from '../../../domain/policy/schemas/guardrails-schema.ts';
import { risks } from '../../../domain/records/plan.ts';
import { severities } from '../../../domain/records/severity.ts';
import { closest } from '../known-keys.ts';
import type { PolicyProblem } from '../policy-problem.ts';
import type { PolicyFiles } from '../read-policy-files.ts';

/** Protections that protect nothing, and more people that must agree than there are. */
export function protectionProblems({ services, guardrails, people }: PolicyFiles): readonly PolicyProblem[] {
  if (guardrails === null) return [];
  const { yaml, value } = guardrails;
  const keys = services?.value.services.flatMap(({ resources }) => resources.map(({ key }) => key)) ?? null;
  const approvers = people === null ? null : new Set(people.value.approvals.approvers).size;
  const found = value.protected.flatMap((each, index) => {
    const problems: PolicyProblem[] = [];
    if (keys !== null && !keys.some((key) => protectionsOf([each], key).length > 0)) {
      const near = closest(each.resource, keys);
      const advice = near === null ? 'see "resources" in services.yaml' : `did you mean ${near}?`;
      problems.push(
        yaml.problem(['protected', index, 'resource'], `"${each.resource}" fits no resource: ${advice}`),
      );
    }
    if (each.rule === 'two-people' && approvers !== null && approvers < 2) {
      problems.push(
        yaml.problem(
          ['protected', index, 'rule'],
          'two people must agree, and approvals.approvers in people.yaml names one: nothing could be approved',
        ),
      );
    }
    return problems;
  });
  if (people === null || approvers === null) return found;
  const filled = withPeopleWhoAgree(value, people.value.signIn !== undefined);
  return [...found, ...tooFew(yaml, filled, approvers)];
}

function tooFew(
  yaml: NonNullable<PolicyFiles['guardrails']>['yaml'],
  value: GuardrailsPolicy,
  approvers: number,
): readonly PolicyProblem[] {
  return severities.flatMap((severity) =>
    risks.flatMap((risk) => {
      const needed = peopleWhoAgree(value, severity, risk);
      return needed <= approvers || value.mode[severity][risk] === 'observe'
        ? []
        : [
            yaml.problem(
              ['people', severity, risk],
              `${needed} people must agree, and approvals.approvers in people.yaml names ${approvers}: nothing could be approved${risk === 'irreversible' ? '. Say 1 if that is meant, or name an issuer under signIn' : ''}`,
            ),
          ];
    }),
  );
}
