import * as z from 'zod/mini';
import { createSecretsManagerSecrets } from '../../adapters/aws/secrets/secrets-manager-secrets.ts';
import type { ActionContext, ReversibleAction } from '../../ports/plug-ins/action.ts';
import type { ResourceKind } from '../../ports/plug-ins/resource-kind.ts';
import { allow } from '../../resources/allow.ts';
import type { FlagCall, FlagServer, FlagState } from '../../resources/outside/flag-server.ts';
import { readToken } from '../../resources/outside/read-token.ts';
import { tokenSecretArn } from '../../resources/outside/token-secret.ts';
import { errorRateRecovers } from '../promises/expectations.ts';
import { executionOf, type MoveTexts, undoingOf, unrecorded } from '../setting/move-outcomes.ts';
import { moveSetting, type Setting } from '../setting/move-setting.ts';

/** What every flag of such a server is named by. */
interface FlagId {
  readonly [name: string]: string;
  readonly flag: string;
  readonly environment: string;
  readonly tokenSecret: string;
}

type State = { readonly version: string };
const postStateSchema = z.object({ version: z.string() });

/** A flag as it is, or is to be: then whatever its version. */
interface Switch {
  readonly state: FlagState;
  readonly version: string | null;
}

export interface OutsideFlagOptions<Id extends FlagId> {
  readonly kind: string;
  readonly title: string;
  readonly target: ResourceKind<Id>;
  readonly server: FlagServer<Id>;
}

/** Switches a flag off for everybody in one environment, at a server that takes no condition. */
export function switchOffOutsideFlag<Id extends FlagId>(
  options: OutsideFlagOptions<Id>,
): ReversibleAction<Id, State, Id> {
  const { kind, title, target, server } = options;

  async function callOf({ aws, http, now }: ActionContext, { tokenSecret }: Id): Promise<FlagCall> {
    const secrets = createSecretsManagerSecrets(aws, { now: () => now });
    return { http, token: await readToken(secrets, tokenSecret) };
  }

  function settingOf(call: FlagCall, params: Id, stepId: string): Setting<Switch> {
    return {
      read: () => server.read(call, params),
      write: ({ state }) => server.turn(call, params, state, `Firebreak ${stepId}`),
      same: (a, b) => a.state === b.state && (a.version ?? b.version) === (b.version ?? a.version),
    };
  }

  function textsOf(params: Id, to: FlagState): MoveTexts<Switch> {
    const flag = `the ${target.describe(params)}`;
    return {
      name: flag,
      by: server.name,
      done: `The ${target.describe(params)} is ${to} in ${params.environment}`,
      asked: `${flag} is ${to}`,
      found: ({ state }) => `which is ${state} and not as it was`,
    };
  }

  return {
    kind,
    title,
    target,
    reverts: ['flag-change'],
    phase: 'stabilize',
    risk: 'reversible',
    repeat: 'set',
    // What is sent where is checked again right before.
    params: target.schema,
    plan({ target: { id }, change }) {
      if (change !== null && (change.after !== 'on' || change.superseded === true)) {
        return { ok: false, reason: `the change is not why the flag ${id.flag} is on now` };
      }
      if (change?.before === 'on') {
        return { ok: false, reason: `the flag ${id.flag} was on before the change, too` };
      }
      return { ok: true, params: id };
    },
    summary: (params) => `Switch off the ${target.describe(params)} in ${params.environment}`,
    undoSummary: (params) => `Switch the ${target.describe(params)} on again in ${params.environment}`,
    howToRestore: ({ flag, environment }) =>
      `Fix what the flag ${flag} turns on, then switch it on again in ${environment}`,
    backport: ({ flag }) =>
      `Set ${flag} to off where it is defined in code, if it is: the next run of that code switches it on again otherwise`,
    // SDKs hear of it at once where they stream, and within a minute or so where they ask.
    expects: errorRateRecovers({ withinSeconds: 300 }),
    guardMetrics: [{ metric: 'latencyP99', factor: 1.5 }],

    iam: (targets) =>
      allow(
        ['secretsmanager:GetSecretValue'],
        targets.map(({ id }) => tokenSecretArn(id.tokenSecret)),
      ),

    async preflight(context, params) {
      const refuse = (reason: string) => ({ ok: false, reason }) as const;
      const name = target.describe(params);
      const found = await server.read(await callOf(context, params), params);
      if (found === null) return refuse(`There is no ${name} in ${params.environment}`);
      if (found.isArchived) return refuse(`The ${name} is archived`);
      if (found.state === 'off') return refuse(`The ${name} is off already`);
      return { ok: true, preState: { version: found.version } };
    },

    async execute(context, params, { version }) {
      const call = await callOf(context, params);
      const setting = settingOf(call, params, context.stepId);
      const off: Switch = { state: 'off', version: null };
      const move = await moveSetting(setting, { state: 'on', version }, off);
      const texts = textsOf(params, 'off');
      const left = move.outcome === 'moved' ? await server.read(call, params) : null;
      return executionOf(move, texts, left === null ? {} : { version: left.version });
    },

    async undo(context, params, _, postState) {
      const left = postStateSchema.safeParse(postState);
      if (!left.success) return unrecorded(`the ${target.describe(params)}`);
      const setting = settingOf(await callOf(context, params), params, context.stepId);
      const on: Switch = { state: 'on', version: null };
      const move = await moveSetting(setting, { state: 'off', version: left.data.version }, on);
      return undoingOf(move, textsOf(params, 'on'));
    },
  };
}
