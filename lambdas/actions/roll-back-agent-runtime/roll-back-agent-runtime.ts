import * as z from 'zod/mini';
import type { AwsClients } from '../../ports/aws-clients.ts';
import type { ReversibleAction } from '../../ports/plug-ins/action.ts';
import {
  type AgentRuntimeEndpointId,
  agentRuntimeEndpoint,
  agentRuntimeEndpointFields,
} from '../../resources/agent-runtime-endpoint.ts';
import { allow } from '../../resources/allow.ts';
import {
  listRuntimeVersions,
  readRuntimeEndpoint,
  writeEndpointVersion,
} from '../../resources/aws/agent-runtimes.ts';
import { errorRateRecovers } from '../promises/expectations.ts';
import { executionOf, type MoveTexts, undoingOf, unrecorded } from '../setting/move-outcomes.ts';
import { moveSetting, type Setting } from '../setting/move-setting.ts';

const versionParam = z.string().check(z.regex(/^[1-9]\d{0,4}$/, 'must be a version such as "4"'));
const paramsSchema = z.object({
  ...agentRuntimeEndpointFields,
  /** The suspect version: the endpoint must still be at it. */
  fromVersion: versionParam,
  toVersion: versionParam,
});
type RollBackParams = z.infer<typeof paramsSchema>;
type State = { readonly version: string };
const postStateSchema = z.object({ version: z.string() });

/** Points an endpoint of an AgentCore runtime at the version before. */
export const rollBackAgentRuntime: ReversibleAction<RollBackParams, State, AgentRuntimeEndpointId> = {
  kind: 'roll-back-agent-runtime',
  title: 'Roll back an AgentCore endpoint to the version before',
  target: agentRuntimeEndpoint,
  reverts: ['agent-deployment'],
  phase: 'stabilize',
  risk: 'reversible',
  repeat: 'set',
  params: paramsSchema,
  plan({ target: { id }, change }) {
    const { before = null, after = null } = change ?? {};
    return before === null || after === null
      ? { ok: false, reason: `it is not known which version ${agentRuntimeEndpoint.describe(id)} had before` }
      : { ok: true, params: { ...id, fromVersion: after, toVersion: before } };
  },
  summary: (params) =>
    `Roll back the ${agentRuntimeEndpoint.describe(params)} from v${params.fromVersion} to v${params.toVersion}; sessions that run are finished first`,
  undoSummary: (params) =>
    `Point the ${agentRuntimeEndpoint.describe(params)} at v${params.fromVersion} again`,
  howToRestore: (params) =>
    `Fix the cause, create a new version of ${params.runtimeId} and point the endpoint ${params.endpoint} at it. Do not promote v${params.fromVersion} again`,
  backport: ({ runtimeId, fromVersion }) =>
    `Revert or fix in the repository what v${fromVersion} of ${runtimeId} brought: the next deployment brings it again otherwise`,
  expects: errorRateRecovers({ withinSeconds: 600 }),
  guardMetrics: [{ metric: 'latencyP99', factor: 1.5 }],
  echoes: [
    { metric: 'latencyP99', goes: 'up', fadesAfterMinutes: 10, because: 'the earlier version starts cold' },
  ],

  iam(targets) {
    const arns = targets.map(({ id }) => agentRuntimeEndpoint.arns(id));
    return [
      ...allow(
        ['bedrock-agentcore:GetAgentRuntimeEndpoint', 'bedrock-agentcore:UpdateAgentRuntimeEndpoint'],
        arns.flatMap(({ runtime, endpoint }) => [runtime, endpoint]),
      ),
      ...allow(
        ['bedrock-agentcore:ListAgentRuntimeVersions'],
        arns.map(({ runtime }) => runtime),
      ),
    ];
  },

  async preflight({ aws }, params) {
    const refuse = (reason: string) => ({ ok: false, reason }) as const;
    const { fromVersion, toVersion } = params;
    const name = agentRuntimeEndpoint.describe(params);
    const found = await readRuntimeEndpoint(aws, params);
    if (found === null) return refuse(`There is no ${name}`);
    if (found.version === toVersion) return refuse(`The ${name} is at v${toVersion} already`);
    if (found.version !== fromVersion) {
      return refuse(`The ${name} is not at v${fromVersion} any more, but at v${found.version}`);
    }
    if (found.status !== 'READY') return refuse(`The ${name} is ${found.status}, and takes no change`);
    const target = (await listRuntimeVersions(aws, params)).find(({ version }) => version === toVersion);
    if (target === undefined) return refuse(`v${toVersion} of ${params.runtimeId} no longer exists`);
    if (target.status !== 'READY') return refuse(`v${toVersion} of ${params.runtimeId} is ${target.status}`);
    return { ok: true, preState: { version: fromVersion } };
  },

  async execute({ aws }, params, { version }) {
    const { toVersion } = params;
    const move = await moveSetting(versionSetting(aws, params), version, toVersion);
    return executionOf(move, textsOf(params, toVersion), { version: toVersion });
  },

  async observe({ aws }, params, _preState, postState) {
    const found = await readRuntimeEndpoint(aws, params);
    const settled = found?.status === 'READY' && found.live === postState['version'];
    return {
      settled,
      text: `The endpoint is ${found?.status ?? 'gone'} and invokes v${found?.live ?? 'unknown'}`,
    };
  },

  async undo({ aws }, params, { version }, postState) {
    const post = postStateSchema.safeParse(postState);
    if (!post.success) return unrecorded(`the ${agentRuntimeEndpoint.describe(params)}`);
    const move = await moveSetting(versionSetting(aws, params), post.data.version, version);
    return undoingOf(move, textsOf(params, version));
  },
};

function versionSetting(aws: AwsClients, params: AgentRuntimeEndpointId): Setting<string> {
  return {
    read: async () => (await readRuntimeEndpoint(aws, params))?.version ?? null,
    write: async (version) => await writeEndpointVersion(aws, params, version),
    same: (a, b) => a === b,
  };
}

function textsOf(params: AgentRuntimeEndpointId, version: string): MoveTexts<string> {
  const name = `the ${agentRuntimeEndpoint.describe(params)}`;
  return {
    name,
    done: `Pointed ${name} at v${version}`,
    asked: `${name} is at v${version}`,
    found: (found) => `which is at v${found}`,
  };
}
