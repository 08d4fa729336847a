import * as z from 'zod/mini';
import type { AwsClients } from '../../ports/aws-clients.ts';
import type { ReversibleAction } from '../../ports/plug-ins/action.ts';
import { allow } from '../../resources/allow.ts';
import { type AgentAlias, readAgentAlias, writeAgentAlias } from '../../resources/aws/agent-aliases.ts';
import {
  type BedrockAgentAliasId,
  bedrockAgentAlias,
  bedrockAgentAliasFields,
} from '../../resources/bedrock-agent-alias.ts';
import { saturationFalls } from '../promises/expectations.ts';
import { executionOf, type MoveTexts, undoingOf, unrecorded } from '../setting/move-outcomes.ts';
import { moveSetting, type Setting } from '../setting/move-setting.ts';

const paramsSchema = z.object(bedrockAgentAliasFields);
type State = { readonly alias: AgentAlias };
const postStateSchema = z.object({ invocations: z.literal('REJECT_INVOCATIONS') });

/** Lets an alias of a Bedrock agent refuse every new invocation. */
export const stopAgentAlias: ReversibleAction<BedrockAgentAliasId, State, BedrockAgentAliasId> = {
  kind: 'stop-agent-alias',
  title: 'Stop a Bedrock agent from being invoked',
  target: bedrockAgentAlias,
  phase: 'stabilize',
  risk: 'reversible',
  repeat: 'set',
  params: paramsSchema,
  plan: ({ target: { id }, change }) =>
    change === null
      ? { ok: true, params: id }
      : { ok: false, reason: `stopping the ${bedrockAgentAlias.describe(id)} does not revert a change` },
  summary: (params) =>
    `Let the ${bedrockAgentAlias.describe(params)} refuse new invocations; those at work are finished first`,
  undoSummary: (params) => `Let the ${bedrockAgentAlias.describe(params)} accept invocations again`,
  howToRestore: (params) =>
    `Find out why the agent ran away, limit its steps, then let the ${bedrockAgentAlias.describe(params)} accept invocations again`,
  backport: ({ agentId }) =>
    `Limit the steps, the time and the tools of the agent ${agentId}, and let what invokes it bear that it refuses`,
  expects: saturationFalls({ withinSeconds: 900, settleSeconds: 120 }),
  // That invocations are refused is no harm of its own: errors are an echo, not a guard.
  guardMetrics: [{ metric: 'latencyP99', factor: 1.5 }],
  echoes: [
    { metric: 'errorRate', goes: 'up', because: 'what invokes the agent is refused' },
    { metric: 'traffic', goes: 'down', because: 'the agent calls nothing any more' },
  ],

  iam: (targets) =>
    allow(
      ['bedrock:GetAgentAlias', 'bedrock:UpdateAgentAlias'],
      targets.map(({ id }) => bedrockAgentAlias.arns(id).alias),
    ),

  async preflight({ aws }, params) {
    const refuse = (reason: string) => ({ ok: false, reason }) as const;
    const name = bedrockAgentAlias.describe(params);
    const found = await readAgentAlias(aws, params);
    if (found === null) return refuse(`There is no ${name}`);
    if (found.status !== 'PREPARED') return refuse(`The ${name} is ${found.status}, and takes no change`);
    if (found.alias.invocations === 'REJECT_INVOCATIONS')
      return refuse(`The ${name} refuses invocations already`);
    return { ok: true, preState: { alias: found.alias } };
  },

  async execute({ aws }, params, { alias }) {
    const move = await moveSetting(aliasSetting(aws, params), alias, stopped(alias));
    return executionOf(move, textsOf(params, 'refuses new invocations'), {
      invocations: 'REJECT_INVOCATIONS',
    });
  },

  async observe({ aws }, params) {
    const found = await readAgentAlias(aws, params);
    const settled = found?.status === 'PREPARED' && found.alias.invocations === 'REJECT_INVOCATIONS';
    return {
      settled,
      text: settled ? 'The agent refuses invocations' : `The alias is ${found?.status ?? 'gone'}`,
    };
  },

  async undo({ aws }, params, { alias }, postState) {
    if (!postStateSchema.safeParse(postState).success) {
      return unrecorded(`the ${bedrockAgentAlias.describe(params)}`);
    }
    const move = await moveSetting(aliasSetting(aws, params), stopped(alias), alias);
    return undoingOf(move, textsOf(params, 'accepts invocations again'));
  },
};

function stopped(alias: AgentAlias): AgentAlias {
  return { ...alias, invocations: 'REJECT_INVOCATIONS' };
}

/** An update replaces name, description and routing, too: they must be what they were. */
function aliasSetting(aws: AwsClients, params: BedrockAgentAliasId): Setting<AgentAlias> {
  return {
    read: async () => (await readAgentAlias(aws, params))?.alias ?? null,
    write: async (alias) => await writeAgentAlias(aws, params, alias),
    same: (a, b) => fieldsOf(a) === fieldsOf(b),
  };
}

function fieldsOf({ name, description, routing, invocations }: AgentAlias): string {
  const versions = routing.map(({ agentVersion, provisionedThroughput }) => [
    agentVersion,
    provisionedThroughput,
  ]);
  return JSON.stringify([name, description, versions, invocations]);
}

function textsOf(params: BedrockAgentAliasId, what: string): MoveTexts<AgentAlias> {
  const name = `the ${bedrockAgentAlias.describe(params)}`;
  return {
    name,
    done: `The ${bedrockAgentAlias.describe(params)} ${what}`,
    asked: `${name} ${what}`,
    found: ({ routing, invocations }) =>
      `which is at version ${routing[0]?.agentVersion ?? 'unknown'} with ${invocations}`,
  };
}
