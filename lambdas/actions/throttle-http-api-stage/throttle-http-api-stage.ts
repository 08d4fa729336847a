import type { RouteSettings } from '@aws-sdk/client-apigatewayv2';
import * as z from 'zod/mini';
import type { AwsClients } from '../../ports/aws-clients.ts';
import type { ReversibleAction } from '../../ports/plug-ins/action.ts';
import { allow } from '../../resources/allow.ts';
import { readHttpThrottling, writeHttpThrottling } from '../../resources/aws/http-stage-throttling.ts';
import { type HttpApiStageId, httpApiStage } from '../../resources/gateway/http-api-stage.ts';
import { nameParam } from '../params/name-param.ts';
import { executionOf, undoingOf, unrecorded } from '../setting/move-outcomes.ts';
import { moveSetting, type Setting } from '../setting/move-setting.ts';
import {
  type Limits,
  limitedPostState,
  limitParams,
  limitTexts,
  sameLimits,
  throttleContract,
} from '../throttle/throttle-contract.ts';

const paramsSchema = z.object({ httpApi: nameParam, stage: nameParam, ...limitParams });
type ThrottleParams = z.infer<typeof paramsSchema>;
type State = { readonly before: Limits };

/** Lets through an HTTP API no more than is usual and a fifth, and answers the rest with 429. */
export const throttleHttpApiStage: ReversibleAction<ThrottleParams, State, HttpApiStageId> = {
  ...throttleContract(httpApiStage),
  kind: 'throttle-http-api-stage',
  title: 'Throttle a stage of an HTTP API',
  target: httpApiStage,
  params: paramsSchema,
  backport: (params) =>
    `Give the ${httpApiStage.describe(params)} a lower limit in code if it needs one: the next deployment sets it back otherwise`,

  // API Gateway's permissions are methods of HTTP.
  iam: (targets) =>
    allow(
      ['apigateway:GET', 'apigateway:PATCH'],
      targets.map(({ id }) => httpApiStage.arns(id).stage),
    ),

  async preflight({ aws }, params) {
    const name = httpApiStage.describe(params);
    const found = await readHttpThrottling(aws, params);
    if (found === null) return { ok: false, reason: `There is no ${name}` };
    const { rateLimit, burstLimit } = found;
    if (rateLimit === null || burstLimit === null) {
      return {
        ok: false,
        reason: `The ${name} has no limits of its own, and API Gateway cannot remove limits once they are set. Set the account's limits on it once: then it can be throttled and set back`,
      };
    }
    if (rateLimit <= params.rateLimit) {
      return { ok: false, reason: `The ${name} is limited to ${rateLimit} requests a second already` };
    }
    return { ok: true, preState: { before: { rateLimit, burstLimit } } };
  },

  async execute({ aws }, { rateLimit, burstLimit, ...stage }, { before }) {
    const to = { rateLimit, burstLimit };
    const move = await moveSetting(limitsOf(aws, stage), before, to);
    return executionOf(move, limitTexts(httpApiStage.describe(stage), to), to);
  },

  async undo({ aws }, params, { before }, postState) {
    const post = limitedPostState.safeParse(postState);
    if (!post.success) return unrecorded(`the ${httpApiStage.describe(params)}`);
    const move = await moveSetting(limitsOf(aws, params), post.data, before);
    return undoingOf(move, limitTexts(httpApiStage.describe(params), before));
  },
};

function limitsOf(aws: AwsClients, params: HttpApiStageId): Setting<Limits> {
  let others: RouteSettings = {};
  return {
    async read() {
      const found = await readHttpThrottling(aws, params);
      if (found === null) return null;
      others = found.settings;
      // Limits that are gone are as none: nothing that is expected.
      return { rateLimit: found.rateLimit ?? 0, burstLimit: found.burstLimit ?? 0 };
    },
    write: (to) => writeHttpThrottling(aws, params, to, others),
    same: sameLimits,
  };
}
