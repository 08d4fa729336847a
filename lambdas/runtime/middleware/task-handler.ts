import { injectLambdaContext } from '@aws-lambda-powertools/logger/middleware';
import { default as middy } from '@middy/core';
import type { Environment } from '../env/env.ts';
import { once } from '../env/once.ts';
import { repeatOnConflict } from '../env/repeat-on-conflict.ts';
import { checkShape, type Schema } from '../env/schema.ts';
import { log, logger } from '../log/logger.ts';
import { publishMetrics } from '../log/metrics.ts';

export interface TaskDefinition<Input, Output, Deps> {
  readonly input: Schema<Input>;
  /** Called once per cold start, at the first event. */
  readonly build: (env: Environment) => Deps;
  readonly run: (deps: Deps, input: Input) => Promise<Output>;
  /** False for a use case that must not simply run again. Default: true. */
  readonly repeatOnConflict?: boolean;
}

/**
 * The frame of a function that the workflow or a schedule calls. An error is logged and thrown on: Lambda reports its
 * class name as the error type, which the workflow's Retry and Catch match on.
 */
export function taskHandler<Input, Output, Deps>(definition: TaskDefinition<Input, Output, Deps>) {
  const deps = once(() => definition.build(process.env));
  return middy(async (event: unknown): Promise<Output> => {
    const input = checkShape(definition.input, event, 'The event');
    const incidentId = incidentOf(input);
    if (incidentId !== null) log.appendKeys({ incidentId });
    const run = () => definition.run(deps(), input);
    return definition.repeatOnConflict === false ? await run() : await repeatOnConflict(run);
  })
    .use(injectLambdaContext(logger, { resetKeys: true }))
    .use(publishMetrics())
    .onError(({ error }) => {
      log.error('The task failed', { error });
    });
}

function incidentOf(input: unknown): string | null {
  if (typeof input !== 'object' || input === null || !('incidentId' in input)) return null;
  return typeof input.incidentId === 'string' ? input.incidentId : null;
}
