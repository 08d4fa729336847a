import { defineSource } from './reading/define-source.ts';
import { guessAlert } from './reading/guess-alert.ts';
import { alertOr } from './reading/outcomes.ts';
import { verifySignedOrToken } from './verifying/standard-webhooks.ts';

/** Anything else that speaks JSON: what is plainly an alert is read as one, the rest is quarantined. */
export const generic = defineSource({
  name: 'generic',
  credential: 'standard-webhook',
  verify: verifySignedOrToken,
  mappingsFirst: true,
  read: (payload) =>
    alertOr(
      guessAlert('generic', payload),
      'It is not plainly an alert: it lacks a title, a known status or an identity',
    ),
});
