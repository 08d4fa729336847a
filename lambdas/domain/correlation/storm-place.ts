import type { AlertPlace } from './place-alert.ts';

/** Where alerts go in a storm. No alert's own key can be this one: `#` is encoded in those. */
export const stormPlace: AlertPlace = {
  correlationKey: '#storm',
  service: 'alert-storm',
  environment: 'all',
};
