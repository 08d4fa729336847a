import * as z from 'zod/mini';
import type { ResourceKind } from '../ports/plug-ins/resource-kind.ts';
import { consolePage } from './console-page.ts';
import { namedField } from './named-field.ts';

// https://docs.aws.amazon.com/apigateway/latest/api/API_CreateStage.html
const schema = z.strictObject({
  restApi: namedField(/^[a-z0-9]{10}$/, 'must be the id of a REST API (10 letters and digits), not its name'),
  stage: namedField(/^[A-Za-z0-9_-]{1,128}$/, 'must be the name of a stage'),
});
export type ApiStageId = z.infer<typeof schema>;

/** A stage of a REST API of API Gateway. */
export const apiStage: ResourceKind<ApiStageId, 'stage'> = {
  kind: 'api-stage',
  title: 'Stage of an API Gateway REST API',
  schema,
  name: ({ restApi, stage }) => `${restApi}-${stage}`,
  key: ({ restApi, stage }) => `api-stage:${restApi}:${stage}`,
  // ARNs of API Gateway have no account. https://docs.aws.amazon.com/apigateway/latest/developerguide/arn-format-reference.html
  arns: ({ restApi, stage }) => ({
    stage: `arn:{partition}:apigateway:{region}::/restapis/${restApi}/stages/${stage}`,
  }),
  consoleUrl: ({ restApi, stage }, region) =>
    consolePage(
      region,
      `/apigateway/main/apis/${encodeURIComponent(restApi)}/stages?api=${encodeURIComponent(restApi)}&stage=${encodeURIComponent(stage)}`,
    ),
  describe: ({ restApi, stage }) => `stage ${stage} of the REST API ${restApi}`,
};
