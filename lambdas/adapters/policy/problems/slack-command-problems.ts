import type { PolicyProblem } from '../policy-problem.ts';
import type { PolicyFiles } from '../read-policy-files.ts';

/** A command in Slack that nobody could use. */
export function slackCommandProblems({ people: file }: PolicyFiles): readonly PolicyProblem[] {
  if (file === null || file.value.slackCommand === undefined) return [];
  if (file.value.people.some(({ slack }) => slack !== undefined)) return [];
  return [
    file.yaml.problem(
      ['slackCommand'],
      'would answer nobody: give somebody in `people` their member id in Slack (`slack`)',
    ),
  ];
}
