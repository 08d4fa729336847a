import { injectLambdaContext } from '@aws-lambda-powertools/logger/middleware';
import { default as middy } from '@middy/core';
import type { Context } from 'aws-lambda';
import type { Environment } from '../env/env.ts';
import { once } from '../env/once.ts';
import { log, logger } from '../log/logger.ts';
import { countMetric, publishMetrics } from '../log/metrics.ts';
import type { Task } from './task.ts';

/**
 * The frame of a function, with Powertools' log and metrics. `build` is called once per cold start, at the first event. An error is logged
 * and thrown on: Lambda reports its class name as the error type, which the workflow's Retry and Catch match on.
 */
export function lambdaHandler<Deps, Event, Result>(
  task: Task<Deps, Event, Result>,
  build: (env: Environment) => Deps,
) {
  const deps = once(() => build(process.env));
  return middy((event: Event, context: Context): Promise<Result> => {
    const timeLeft = () => context.getRemainingTimeInMillis();
    return task.run(deps, event, { log, count: countMetric, timeLeft });
  })
    .use(injectLambdaContext(logger, { resetKeys: true }))
    .use(publishMetrics())
    .onError(({ error }) => {
      log.error('The function failed', { error });
    });
}
