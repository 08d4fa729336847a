import * as z from 'zod/mini';
import type { AwsClients } from '../../ports/aws-clients.ts';
import type { ReversibleAction } from '../../ports/plug-ins/action.ts';
import { allow } from '../../resources/allow.ts';
import { type ApiStageId, apiStage } from '../../resources/api-stage.ts';
import { readThrottling, type Throttling, writeThrottling } from '../../resources/aws/stage-throttling.ts';
import { nameParam } from '../params/name-param.ts';
import { executionOf, undoingOf, unrecorded } from '../setting/move-outcomes.ts';
import { moveSetting, type Setting } from '../setting/move-setting.ts';
import {
  limitedPostState,
  limitParams,
  limitTexts,
  sameLimits,
  throttleContract,
} from '../throttle/throttle-contract.ts';

const paramsSchema = z.object({
  restApi: nameParam,
  stage: nameParam,
  ...limitParams,
});
type ThrottleParams = z.infer<typeof paramsSchema>;
type State = { readonly before: Throttling };

/** Lets through an API no more than is usual and a fifth, and answers the rest with 429. */
export const throttleApiStage: ReversibleAction<ThrottleParams, State, ApiStageId> = {
  ...throttleContract(apiStage),
  kind: 'throttle-api-stage',
  title: 'Throttle a stage of a REST API',
  target: apiStage,
  params: paramsSchema,
  backport: (params) =>
    `Give the ${apiStage.describe(params)} a limit, or usage plans for its customers, in code: the next deployment sets it back otherwise`,

  // API Gateway's permissions are methods of HTTP.
  iam: (targets) =>
    allow(
      ['apigateway:GET', 'apigateway:PATCH'],
      targets.map(({ id }) => apiStage.arns(id).stage),
    ),

  async preflight({ aws }, params) {
    const found = await readThrottling(aws, params);
    if (found === null) return { ok: false, reason: `There is no ${apiStage.describe(params)}` };
    const { rateLimit, burstLimit } = found;
    if (rateLimit !== null && rateLimit <= params.rateLimit) {
      return {
        ok: false,
        reason: `The ${apiStage.describe(params)} is limited to ${rateLimit} requests a second already`,
      };
    }
    return { ok: true, preState: { before: { rateLimit, burstLimit } } };
  },

  async execute({ aws }, { rateLimit, burstLimit, ...stage }, { before }) {
    const to = { rateLimit, burstLimit };
    const move = await moveSetting(throttling(aws, stage), before, to);
    return executionOf(move, limitTexts(apiStage.describe(stage), to), to);
  },

  async undo({ aws }, params, { before }, postState) {
    const post = limitedPostState.safeParse(postState);
    if (!post.success) return unrecorded(`the ${apiStage.describe(params)}`);
    const move = await moveSetting(throttling(aws, params), post.data, before);
    return undoingOf(move, limitTexts(apiStage.describe(params), before));
  },
};

function throttling(aws: AwsClients, params: ApiStageId): Setting<Throttling> {
  let hasOtherSettings = true;
  return {
    async read() {
      const found = await readThrottling(aws, params);
      if (found === null) return null;
      hasOtherSettings = found.hasOtherSettings;
      return { rateLimit: found.rateLimit, burstLimit: found.burstLimit };
    },
    write: (to) => writeThrottling(aws, params, to, hasOtherSettings),
    same: sameLimits,
  };
}
