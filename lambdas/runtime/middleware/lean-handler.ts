import type { APIGatewayProxyEvent, APIGatewayProxyResult } from 'aws-lambda';
import type { Environment } from '../env/env.ts';
import { once } from '../env/once.ts';
import { createSmallLog } from '../log/small-log.ts';
import type { Task } from './task.ts';

/** The frame of a function behind API Gateway that must answer within a second even cold: no middy, no Powertools. */
export function leanHandler<Deps>(
  task: Task<Deps, APIGatewayProxyEvent, APIGatewayProxyResult>,
  build: (env: Environment) => Deps,
) {
  const log = createSmallLog();
  const deps = once(() => build(process.env));
  return (event: APIGatewayProxyEvent): Promise<APIGatewayProxyResult> => {
    log.begin({ awsRequestId: event.requestContext?.requestId });
    return task.run(deps, event, { log, count: () => {}, timeLeft: () => Number.POSITIVE_INFINITY });
  };
}
