import type { PeoplePolicy } from '../policy.ts';
import type { AgentPolicy } from '../schemas/agents-schema.ts';
import { fitsPrincipal } from './fits-principal.ts';

/** What calls: whatever signed with AWS credentials, or a program at a laptop by the agent's id that it gives; null gives none. */
export type AgentCaller =
  | { readonly kind: 'principal'; readonly arn: string }
  | { readonly kind: 'operator'; readonly named: string | null };

/** Null: policy names no agent, or more than one, for this caller. A laptop's only agent need not be named. */
export function identifyAgent(
  { agents = [] }: Pick<PeoplePolicy, 'agents'>,
  caller: AgentCaller,
): AgentPolicy | null {
  const [found, ...others] = agents.filter((agent) => isCalledBy(agent, caller));
  return found === undefined || others.length > 0 ? null : found;
}

function isCalledBy({ id, iam = [] }: AgentPolicy, caller: AgentCaller): boolean {
  switch (caller.kind) {
    case 'principal':
      return iam.some((pattern) => fitsPrincipal(pattern, caller.arn));
    case 'operator':
      return caller.named === null || caller.named === id;
    default:
      return caller satisfies never;
  }
}

/** Whether any agent signs so: then it is nobody's person, whatever else policy says. */
export function isAgent({ agents = [] }: Pick<PeoplePolicy, 'agents'>, arn: string): boolean {
  return agents.some(({ iam = [] }) => iam.some((pattern) => fitsPrincipal(pattern, arn)));
}
