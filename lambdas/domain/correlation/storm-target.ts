import type { CorrelationTarget } from './find-correlation-target.ts';

/** Where alerts go in a storm. No alert's own key can be this one: `#` is encoded in those. */
export const stormTarget: CorrelationTarget = {
  correlationKey: '#storm',
  service: 'alert-storm',
  environment: 'all',
};
