import * as z from 'zod/mini';
import type { Execution, ReversibleAction, Undoing } from '../../ports/plug-ins/action.ts';
import { allow } from '../../resources/allow.ts';
import { type LambdaAlias, readAlias, readVersionState } from '../../resources/aws/lambda-aliases.ts';
import { readProvisioned } from '../../resources/aws/provisioned-concurrency.ts';
import { type LambdaAliasId, lambdaAlias } from '../../resources/lambda-alias.ts';
import { nameParam } from '../params/name-param.ts';
import { errorRateRecovers } from '../promises/expectations.ts';
import { moveAlias, samePosition, sameVersion } from './move-alias.ts';
import { shiftingDeployment } from './shifting-deployment.ts';
import { wakeable, wakeVersion } from './wake-version.ts';

const versionParam = z.string().check(z.regex(/^[1-9]\d{0,18}$/, 'must be a published version such as "56"'));

const paramsSchema = z.object({
  functionName: nameParam,
  alias: nameParam,
  /** The version to go back to: the one before the suspect deployment. */
  toVersion: versionParam,
  /** The suspect version: the alias must still send traffic to it. */
  fromVersion: versionParam,
});

export type RollBackParams = z.infer<typeof paramsSchema>;
type State = Pick<LambdaAlias, 'version' | 'weights' | 'revisionId'> & {
  /** Lambda has put the earlier version to sleep: it is woken before it is made live. */
  readonly isAsleep?: boolean;
  /** It keeps environments warm: Lambda shifts the traffic by itself, and takes no shares from outside. */
  readonly isProvisioned?: boolean;
};

/** Points a Lambda alias at an earlier version, with all its traffic. */
export const rollBackLambdaAlias: ReversibleAction<RollBackParams, State, LambdaAliasId> = {
  kind: 'roll-back-lambda-alias',
  title: 'Roll back a Lambda alias to the version before',
  target: lambdaAlias,
  reverts: ['lambda-deployment'],
  phase: 'stabilize',
  risk: 'reversible',
  repeat: 'conditional',
  params: paramsSchema,
  plan({ target: { id }, change, evidence }) {
    const { before, after } = change ?? { before: null, after: null };
    if (before === null || after === null) {
      return { ok: false, reason: `it is not known which version of ${id.functionName} was live before` };
    }
    const deployment = shiftingDeployment(evidence, change);
    if (deployment !== null) {
      return {
        ok: false,
        reason: `the CodeDeploy deployment ${deployment} is in progress and would shift ${id.functionName} again: it has to be stopped first`,
      };
    }
    return { ok: true, params: { ...id, fromVersion: after, toVersion: before } };
  },
  summary: ({ functionName, toVersion, fromVersion }) =>
    `Roll back ${functionName} from v${fromVersion} to v${toVersion}`,
  undoSummary: ({ functionName, fromVersion }) => `Move ${functionName} forward to v${fromVersion} again`,
  howToRestore: ({ functionName, alias, fromVersion }) =>
    `Fix the cause, publish a new version of ${functionName} and point the alias ${alias} to it. Do not promote v${fromVersion} again`,
  backport: ({ functionName, fromVersion }) =>
    `Revert or fix in the repository what v${fromVersion} of ${functionName} brought: the next deployment publishes it again otherwise`,
  expects: errorRateRecovers({ withinSeconds: 300 }),
  guardMetrics: [{ metric: 'latencyP99', factor: 1.5 }],

  echoes: [
    { metric: 'latencyP99', goes: 'up', fadesAfterMinutes: 15, because: 'the earlier version starts cold' },
  ],

  iam(targets) {
    const functions = targets.map(({ id }) => lambdaAlias.arns(id).function);
    return [
      ...allow(['lambda:GetAlias', 'lambda:UpdateAlias'], functions),
      // A version is asked for by its qualified ARN, and its number is not known when the role is made.
      ...allow(
        ['lambda:GetFunctionConfiguration'],
        functions.flatMap((arn) => [arn, `${arn}:*`]),
      ),
      ...allow(
        ['lambda:GetProvisionedConcurrencyConfig'],
        targets.map(({ id }) => `${lambdaAlias.arns(id).function}:${id.alias}`),
      ),
      // To wake a version that Lambda has put to sleep.
      ...allow(
        ['lambda:InvokeFunction'],
        functions.map((arn) => `${arn}:*`),
      ),
    ];
  },

  async preflight({ aws }, params) {
    const { functionName, alias, toVersion, fromVersion } = params;
    const found = await readAlias(aws, params);
    if (found === null) return { ok: false, reason: `${functionName} has no alias ${alias}` };
    const isProvisioned = (await readProvisioned(aws, params)) !== null;
    if (isProvisioned && found.version === toVersion && fromVersion in found.weights) {
      const reason = `Lambda is shifting ${functionName} (alias ${alias}) between v${fromVersion} and v${toVersion}, and does not tell which way`;
      return { ok: false, reason };
    }
    if (samePosition(found, { version: toVersion, weights: {} })) {
      return { ok: false, reason: `${functionName} (alias ${alias}) is on v${toVersion} already` };
    }
    if (found.version !== fromVersion && !(fromVersion in found.weights)) {
      return {
        ok: false,
        reason: `${functionName} (alias ${alias}) is no longer on v${fromVersion} but on v${found.version}`,
      };
    }
    const state = await readVersionState(aws, functionName, toVersion);
    if (state === null) return { ok: false, reason: `v${toVersion} of ${functionName} is gone` };
    if (!wakeable.includes(state)) {
      return { ok: false, reason: `v${toVersion} of ${functionName} is not active but ${state}` };
    }
    const { version, weights, revisionId } = found;
    const preState = isProvisioned
      ? { version, weights: {}, revisionId, isProvisioned }
      : { version, weights, revisionId };
    return { ok: true, preState: state === 'Active' ? preState : { ...preState, isAsleep: true } };
  },

  async undoReadiness({ aws }, { functionName }, { version }) {
    const state = await readVersionState(aws, functionName, version);
    return state === null || state === 'Failed'
      ? { ready: false, text: `v${version} of ${functionName} is ${state === null ? 'gone' : 'failed'}` }
      : { ready: true, text: `v${version} of ${functionName} can be made live again` };
  },

  /** With provisioned concurrency Lambda itself shifts the traffic for a while. */
  async observe({ aws }, params) {
    const found = await readAlias(aws, params);
    const place = placeOf(params);
    const rest = Object.keys(found?.weights ?? {});
    if (found?.version !== params.toVersion) {
      const text = `${place} is not on v${params.toVersion}: ${described(found)}, and a deployment may be moving it`;
      return { settled: false, text };
    }
    return rest.length === 0
      ? { settled: true, text: `All requests of ${place} reach v${params.toVersion}` }
      : { settled: false, text: `Part of the requests of ${place} still reach v${rest.join(', v')}` };
  },

  async execute({ aws }, params, preState): Promise<Execution> {
    const place = placeOf(params);
    if (preState.isAsleep === true) {
      const state = await wakeVersion(aws, params.functionName, params.toVersion);
      if (state !== 'Active') {
        const text = `Nothing was changed: Lambda had put v${params.toVersion} of ${params.functionName} to sleep, and it did not wake up (${state ?? 'gone'})`;
        return { outcome: 'stale', text };
      }
    }
    const move = await moveAlias(
      aws,
      params,
      { version: params.toVersion, weights: {} },
      preState.revisionId,
      preState.isProvisioned === true ? sameVersion : samePosition,
    );
    switch (move.outcome) {
      case 'refused':
        return { outcome: 'stale', text: `Nothing was changed: ${refusal(place)}` };
      case 'moved':
        return {
          outcome: 'done',
          text: `${place} was rolled back from v${preState.version} to v${params.toVersion}`,
          postState: { version: params.toVersion, weights: {}, revisionId: move.revisionId },
        };
      case 'changed':
        return {
          outcome: 'stale',
          text: `Nothing was changed: somebody else moved ${place}, ${described(move.found)}`,
        };
      case 'unknown':
        return {
          outcome: 'unknown',
          text: `It is not known whether ${place} was rolled back: ${move.reason}`,
        };
      default:
        return move satisfies never;
    }
  },

  async undo({ aws }, params, preState, postState): Promise<Undoing> {
    const place = placeOf(params);
    const revisionId = z.string().safeParse(postState['revisionId']);
    if (!revisionId.success)
      return { outcome: 'unknown', text: `It is not recorded what was done to ${place}` };
    const same = preState.isProvisioned === true ? sameVersion : samePosition;
    const move = await moveAlias(aws, params, preState, revisionId.data, same);
    switch (move.outcome) {
      case 'refused':
        return { outcome: 'unknown', text: `${place} was not moved back: ${refusal(place)}` };
      case 'moved':
        return { outcome: 'undone', text: `${place} is on v${preState.version} again` };
      case 'changed':
        return {
          outcome: 'changed-since',
          text: `Nothing was changed: somebody moved ${place} since, ${described(move.found)}`,
        };
      case 'unknown':
        return {
          outcome: 'unknown',
          text: `It is not known whether ${place} was moved back: ${move.reason}`,
        };
      default:
        return move satisfies never;
    }
  },
};

function described(alias: LambdaAlias | null): string {
  return alias === null ? 'the alias is gone' : `it is on v${alias.version}`;
}

function refusal(place: string): string {
  return `Lambda does not let ${place} be moved now; it may still be shifting its traffic or its provisioned concurrency`;
}

function placeOf({ functionName, alias }: LambdaAliasId): string {
  return `${functionName} (alias ${alias})`;
}
