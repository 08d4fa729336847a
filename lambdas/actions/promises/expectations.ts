import type { Expectation } from '../../domain/records/plan.ts';
import type { PromisedExpectation } from '../../domain/response/planning/plannable-action.ts';

interface Times {
  readonly withinSeconds: number;
  /** Default: a minute. */
  readonly settleSeconds?: number;
}

/** What most roll-backs promise: hardly any request fails any more, or no more than do on a good day. */
export function errorRateRecovers({ withinSeconds, settleSeconds = 60 }: Times): PromisedExpectation {
  return {
    metric: 'errorRate',
    comparison: 'below',
    threshold: 1,
    orUsual: true,
    settleSeconds,
    withinSeconds,
    goodReadings: 3,
  };
}

/** What more capacity or less work promises. */
export function saturationFalls({ withinSeconds, settleSeconds = 60 }: Times): Expectation {
  return {
    metric: 'saturation',
    comparison: 'below',
    threshold: 80,
    settleSeconds,
    withinSeconds,
    goodReadings: 3,
  };
}
