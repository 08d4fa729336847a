import { defineSource } from './reading/define-source.ts';
import { readPlainAlerts } from './reading/read-plain-alerts.ts';
import { verifySignedOrToken } from './verifying/standard-webhooks.ts';

/** Anything else that speaks JSON: what is plainly an alert is read as one, the rest is quarantined. */
export const generic = defineSource({
  name: 'generic',
  credential: 'standard-webhook',
  verify: verifySignedOrToken,
  mappingsFirst: true,
  read: (payload) => readPlainAlerts('generic', payload),
});
