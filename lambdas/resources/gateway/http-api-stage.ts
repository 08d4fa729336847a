import * as z from 'zod/mini';
import type { ResourceKind } from '../../ports/plug-ins/resource-kind.ts';
import { consolePage } from '../console-page.ts';
import { namedField } from '../named-field.ts';

// https://docs.aws.amazon.com/apigatewayv2/latest/api-reference/apis-apiid-stages-stagename.html
const schema = z.strictObject({
  httpApi: namedField(
    /^[a-z0-9]{10}$/,
    'must be the id of an HTTP API (10 letters and digits), not its name',
  ),
  stage: namedField(
    /^(\$default|[A-Za-z0-9_-]{1,128})$/,
    'must be the name of a stage, such as "$default" (in quotes)',
  ),
});
export type HttpApiStageId = z.infer<typeof schema>;

/** A stage of an HTTP API of API Gateway. */
export const httpApiStage: ResourceKind<HttpApiStageId, 'stage'> = {
  kind: 'http-api-stage',
  title: 'Stage of an API Gateway HTTP API',
  schema,
  name: ({ httpApi, stage }) => `${httpApi}-${stage.replace('$', '')}`,
  key: ({ httpApi, stage }) => `http-api-stage:${httpApi}:${stage}`,
  // ARNs of API Gateway have no account. https://docs.aws.amazon.com/apigateway/latest/developerguide/arn-format-reference.html
  arns: ({ httpApi, stage }) => ({
    stage: `arn:{partition}:apigateway:{region}::/apis/${httpApi}/stages/${stage}`,
  }),
  consoleUrl: ({ httpApi, stage }, region) =>
    consolePage(
      region,
      `/apigateway/main/deploy/throttling?api=${encodeURIComponent(httpApi)}&stage=${encodeURIComponent(stage)}`,
    ),
  describe: ({ httpApi, stage }) => `stage ${stage} of the HTTP API ${httpApi}`,
};
