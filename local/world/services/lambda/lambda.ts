import type { AwsService } from '../../protocol/aws-service.ts';
import { lambdaMetrics } from './lambda-metrics.ts';
import { lambdaProtocol } from './lambda-routes.ts';
import { type LambdaState, seedLambda } from './lambda-state.ts';
import { lambdaStory } from './lambda-story.ts';

/** Functions, their versions and aliases. A bad version fails requests as long as an alias sends traffic to it. */
export const lambda: AwsService<LambdaState> = {
  signingName: 'lambda',
  endpointSuffix: 'LAMBDA',
  seed: seedLambda,
  protocol: lambdaProtocol,
  story: lambdaStory,
  metrics: [lambdaMetrics],
};
