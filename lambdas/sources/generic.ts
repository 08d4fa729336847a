import { alertsFound, defineSource, ignored, quarantined } from './reading/define-source.ts';
import { guessAlert } from './reading/guess-alert.ts';
import { verifySignedOrToken } from './verifying/standard-webhooks.ts';

/** Anything else that speaks JSON: what is plainly an alert is read as one, the rest is quarantined. */
export const generic = defineSource({
  name: 'generic',
  credential: 'standard-webhook',
  verify: verifySignedOrToken,
  read(payload) {
    if (Array.isArray(payload) && payload.length === 0) return ignored('An empty list');
    const alerts = (Array.isArray(payload) ? payload : [payload]).map((entry: unknown) =>
      guessAlert('generic', entry),
    );
    const found = alerts.filter((alert) => alert !== null);
    return found.length === alerts.length
      ? alertsFound(found)
      : quarantined('It is not plainly an alert: it lacks a title, a known status or an identity');
  },
});
