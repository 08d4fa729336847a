import { injectLambdaContext } from '@aws-lambda-powertools/logger/middleware';
import { default as middy } from '@middy/core';
import type { Context, SQSBatchResponse, SQSEvent, SQSRecord } from 'aws-lambda';
import type { Environment } from '../env/env.ts';
import { once } from '../env/once.ts';
import { log, logger } from '../log/logger.ts';
import { publishMetrics } from '../log/metrics.ts';

export interface BatchDefinition<Deps> {
  readonly build: (env: Environment) => Deps;
  /** Returns the message ids to deliver again; a rejection delivers the whole batch again. `timeLeft` is in milliseconds. */
  readonly run: (
    deps: Deps,
    records: readonly SQSRecord[],
    timeLeft: () => number,
  ) => Promise<readonly string[]>;
}

/** The frame of a function behind a queue: it sees the batch as a whole, so that a storm is folded before it is written. */
export function batchHandler<Deps>(definition: BatchDefinition<Deps>) {
  const deps = once(() => definition.build(process.env));
  return middy(async (event: SQSEvent, context: Context): Promise<SQSBatchResponse> => {
    const timeLeft = () => context.getRemainingTimeInMillis();
    const failed = await definition.run(deps(), event.Records, timeLeft);
    if (failed.length > 0) log.warn('Some deliveries come again', { failed: failed.length });
    return { batchItemFailures: failed.map((itemIdentifier) => ({ itemIdentifier })) };
  })
    .use(injectLambdaContext(logger, { resetKeys: true }))
    .use(publishMetrics())
    .onError(({ error }) => {
      log.error('The batch failed', { error });
    });
}
