import type { CompiledPolicy } from '../../../../lambdas/domain/policy/policy.ts';
import type { AgentPolicy } from '../../../../lambdas/domain/policy/schemas/agents-schema.ts';

/** Ben's agent, which may note and propose. */
export function anAgent(overrides: Partial<AgentPolicy> = {}): AgentPolicy {
  return {
    id: 'helper',
    name: 'Helper',
    of: 'ben',
    iam: ['arn:aws:sts::111122223333:assumed-role/Helper/*'],
    may: ['note', 'propose'],
    atMost: { perIncident: 5, perHour: 20 },
    ...overrides,
  };
}

/** The same policy, with agents. */
export function withAgents(
  policy: CompiledPolicy,
  agents: readonly AgentPolicy[] = [anAgent()],
): CompiledPolicy {
  return { ...policy, people: { ...policy.people, agents } };
}
