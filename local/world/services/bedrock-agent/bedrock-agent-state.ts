import type { Scenario } from '../../scenario/scenario.ts';
import { type Span, spansIn } from '../../signals/account-view.ts';

export interface AgentAlias {
  readonly agentId: string;
  readonly aliasId: string;
  name: string;
  description: string | undefined;
  routing: readonly Readonly<Record<string, string>>[];
  invocations: string;
  status: string;
  /** Oldest first. */
  readonly history: { readonly invocations: string; readonly at: string }[];
}

export interface BedrockAgentState {
  readonly aliases: AgentAlias[];
  /** Since when an agent runs away, by the id of its alias. */
  readonly runaways: Record<string, string>;
}

export function seedBedrockAgent({ agentAliases }: Scenario, startedAtMs: number): BedrockAgentState {
  return {
    aliases: agentAliases.map(({ agent, alias, name, version }) => ({
      agentId: agent,
      aliasId: alias,
      name,
      description: undefined,
      routing: [{ agentVersion: version }],
      invocations: 'ACCEPT_INVOCATIONS',
      status: 'PREPARED',
      history: [{ invocations: 'ACCEPT_INVOCATIONS', at: new Date(startedAtMs - 86_400_000).toISOString() }],
    })),
    runaways: {},
  };
}

export function findAgentAlias(
  { aliases }: BedrockAgentState,
  agentId: string,
  aliasId: string,
): AgentAlias | undefined {
  return aliases.find((alias) => alias.agentId === agentId && alias.aliasId === aliasId);
}

export function setInvocations(alias: AgentAlias, invocations: string, atMs: number): void {
  alias.invocations = invocations;
  alias.history.push({ invocations, at: new Date(atMs).toISOString() });
}

/** When the agent ran away: it was invoked. */
export function runawaySpans({ aliases, runaways }: BedrockAgentState, aliasId: string): readonly Span[] {
  const since = runaways[aliasId];
  const history = aliases.find((alias) => alias.aliasId === aliasId)?.history;
  if (since === undefined || history === undefined) return [];
  const from = Date.parse(since);
  return spansIn(history, ({ invocations }) => (invocations === 'ACCEPT_INVOCATIONS' ? 1 : 0)).flatMap(
    (span) => (span.until > from ? [{ ...span, from: Math.max(span.from, from) }] : []),
  );
}
