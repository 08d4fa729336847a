import type { AwsService } from '../../protocol/aws-service.ts';
import { countAt } from './concurrency-state.ts';
import { consumptionOf } from './event-source-mappings.ts';
import { lambdaMetrics } from './lambda-metrics.ts';
import { lambdaProtocol } from './lambda-routes.ts';
import { findFunction, type LambdaState, seedLambda } from './lambda-state.ts';
import { lambdaStory } from './lambda-story.ts';

/**
 * Functions, their versions and aliases, and what feeds them messages. A bad version fails requests as long as an alias sends
 * traffic to it, and those beyond the reserved concurrency are turned away.
 */
export const lambda: AwsService<LambdaState> = {
  signingName: 'lambda',
  endpointSuffix: 'LAMBDA',
  seed: seedLambda,
  protocol: lambdaProtocol,
  story: lambdaStory,
  metrics: [lambdaMetrics],
  turnsAway: true,
  capacityAt(state, { function: name }, atMs) {
    const found = name === undefined ? undefined : findFunction(state, name);
    return found === undefined ? null : countAt(found.reserved, atMs);
  },
  consumptionOf({ mappings }, queue) {
    const mapping = mappings.find((one) => one.queue === queue);
    return mapping === undefined ? null : consumptionOf(mapping);
  },
};
