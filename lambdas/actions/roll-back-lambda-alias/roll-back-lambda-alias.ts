import * as z from 'zod/mini';
import type { Action, Execution, Undoing } from '../../ports/action.ts';
import { type LambdaAlias, readAlias, readVersionState } from '../../resources/aws/lambda-aliases.ts';
import { nameParam, parseParams } from '../params/parse-params.ts';
import { moveAlias, samePosition } from './move-alias.ts';

const kind = 'roll-back-lambda-alias';
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
type State = Pick<LambdaAlias, 'version' | 'weights' | 'revisionId'>;

/** Points a Lambda alias at an earlier version, with all its traffic. */
export const rollBackLambdaAlias: Action<RollBackParams, State> = {
  kind,
  title: 'Roll a Lambda alias back to an earlier version',
  phase: 'stabilize',
  risk: 'reversible',
  parseParams: (value) => parseParams(kind, paramsSchema, value),
  summary: ({ functionName, alias, toVersion, fromVersion }) =>
    `Point the alias ${alias} of the Lambda function ${functionName} at version ${toVersion} instead of ${fromVersion}`,
  undoSummary: ({ alias, fromVersion }) => `Point the alias ${alias} forward to version ${fromVersion} again`,
  resource: ({ functionName, alias }) => `lambda-alias:${functionName}:${alias}`,
  howToRestore: ({ functionName, alias, fromVersion }) =>
    `Fix the cause, publish a new version of ${functionName} and point the alias ${alias} at it; do not promote version ${fromVersion} again`,
  expects: {
    metric: 'errorRate',
    comparison: 'below',
    threshold: 1,
    settleSeconds: 60,
    withinSeconds: 300,
    goodReadings: 3,
  },
  guardMetrics: [{ metric: 'latencyP99', factor: 1.5 }],

  iam(services) {
    const targets = services.flatMap(({ deployments }) =>
      deployments.flatMap(({ lambdaAlias }) => lambdaAlias ?? []),
    );
    if (targets.length === 0) return [];
    const functions = [...new Set(targets.map(({ functionName }) => functionArn(functionName)))];
    return [
      { actions: ['lambda:GetAlias', 'lambda:UpdateAlias'], resources: functions },
      // A version is asked for by its qualified ARN, and its number is not known when the role is made.
      {
        actions: ['lambda:GetFunctionConfiguration'],
        resources: functions.flatMap((arn) => [arn, `${arn}:*`]),
      },
    ];
  },

  async preflight({ aws }, params) {
    const { functionName, alias, toVersion, fromVersion } = params;
    const found = await readAlias(aws, params);
    if (found === null) return { ok: false, reason: `${functionName} has no alias ${alias}` };
    if (samePosition(found, { version: toVersion, weights: {} })) {
      return { ok: false, reason: `${alias} of ${functionName} points at version ${toVersion} already` };
    }
    if (found.version !== fromVersion && !(fromVersion in found.weights)) {
      return {
        ok: false,
        reason: `${alias} of ${functionName} no longer points at version ${fromVersion} but at ${found.version}`,
      };
    }
    const state = await readVersionState(aws, functionName, toVersion);
    if (state === null) return { ok: false, reason: `${functionName} has no version ${toVersion}` };
    if (state !== 'Active') {
      return { ok: false, reason: `Version ${toVersion} of ${functionName} is not active but ${state}` };
    }
    return { ok: true, preState: found };
  },

  async execute({ aws }, params, preState): Promise<Execution> {
    const place = `${params.alias} of ${params.functionName}`;
    const move = await moveAlias(
      aws,
      params,
      { version: params.toVersion, weights: {} },
      preState.revisionId,
    );
    switch (move.outcome) {
      case 'moved':
        return {
          outcome: 'done',
          text: `${place} points at version ${params.toVersion}; it pointed at ${preState.version}`,
          postState: { version: params.toVersion, weights: {}, revisionId: move.revisionId },
        };
      case 'changed':
        return { outcome: 'stale', text: `${place} was changed by somebody else: ${described(move.found)}` };
      case 'unknown':
        return { outcome: 'unknown', text: `Whether ${place} was moved is not known: ${move.reason}` };
      default:
        return move satisfies never;
    }
  },

  async undo({ aws }, params, preState, postState): Promise<Undoing> {
    const place = `${params.alias} of ${params.functionName}`;
    const revisionId = z.string().safeParse(postState['revisionId']);
    if (!revisionId.success) return { outcome: 'unknown', text: `What was done to ${place} is not recorded` };
    const move = await moveAlias(aws, params, preState, revisionId.data);
    switch (move.outcome) {
      case 'moved':
        return { outcome: 'undone', text: `${place} points at version ${preState.version} again` };
      case 'changed':
        return { outcome: 'changed-since', text: `${place} was changed since: ${described(move.found)}` };
      case 'unknown':
        return { outcome: 'unknown', text: `Whether ${place} was moved back is not known: ${move.reason}` };
      default:
        return move satisfies never;
    }
  },
};

function described(alias: LambdaAlias | null): string {
  return alias === null ? 'the alias is gone' : `it points at version ${alias.version}`;
}

function functionArn(functionName: string): string {
  return functionName.startsWith('arn:')
    ? functionName
    : `arn:{partition}:lambda:{region}:{account}:function:${functionName}`;
}
