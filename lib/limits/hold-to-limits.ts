import type { CloudAssembly } from 'aws-cdk-lib/cx-api';
import { ConfigurationError } from '../../lambdas/domain/errors.ts';
import { limitProblems } from './template-limits.ts';

/** Throws ConfigurationError naming everything that AWS would refuse for its size, half-way through a deployment. */
export function holdToLimits({ stacks }: Pick<CloudAssembly, 'stacks'>): void {
  const problems = stacks.flatMap(({ id, template }) => limitProblems(id, template));
  if (problems.length === 0) return;
  throw new ConfigurationError(
    `This policy is too large for one installation:\n${problems.map((each) => `  ${each}`).join('\n')}\nMove some services to an installation of their own: another folder (policyDir) and another stage.`,
  );
}
