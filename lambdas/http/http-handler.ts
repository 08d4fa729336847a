import { injectLambdaContext } from '@aws-lambda-powertools/logger/middleware';
import { default as middy } from '@middy/core';
import { log, logger } from '../runtime/log/logger.ts';
import { publishMetrics } from '../runtime/log/metrics.ts';
import { type HttpDefinition, httpEndpoint } from './http-endpoint.ts';

/** The frame of a function behind API Gateway, with Powertools' log and metrics. */
export function httpHandler<Deps>(definition: HttpDefinition<Deps>) {
  return middy(httpEndpoint(definition, log))
    .use(injectLambdaContext(logger, { resetKeys: true }))
    .use(publishMetrics());
}
