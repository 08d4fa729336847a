import { couldSignAlike } from '../../../domain/policy/people/could-sign-alike.ts';
import type { PolicyProblem } from '../policy-problem.ts';
import type { PolicyFiles } from '../read-policy-files.ts';
import { unknownName } from '../unknown-name.ts';

/** Agents of nobody that there is, and those that could pass for a person or for each other. */
export function agentProblems({ people: file }: PolicyFiles): readonly PolicyProblem[] {
  if (file === null) return [];
  const { agents = [], people } = file.value;
  const persons = people.map(({ id }) => id);
  return agents.flatMap(({ name, of, iam = [] }, index) => [
    ...(people.every((person) => person.name !== name)
      ? []
      : [
          file.yaml.problem(['agents', index, 'name'], 'is what a person is called: say that it is an agent'),
        ]),
    ...(of === undefined || persons.includes(of)
      ? []
      : [file.yaml.problem(['agents', index, 'of'], unknownName(of, persons, 'person in people.yaml'))]),
    ...iam.flatMap((arn, place) => {
      const person = people.find((each) => signsAlike(each, arn));
      const other = agents.findIndex((each, at) => at < index && signsAlike(each, arn));
      const taken = person?.id ?? agents[other]?.id;
      return taken === undefined
        ? []
        : [
            file.yaml.problem(
              ['agents', index, 'iam', place],
              `is what ${taken} signs as, or could: give the agent a role of its own`,
            ),
          ];
    }),
  ]);
}

function signsAlike({ iam = [] }: { readonly iam?: readonly string[] | undefined }, arn: string): boolean {
  return iam.some((each) => couldSignAlike(each, arn));
}
