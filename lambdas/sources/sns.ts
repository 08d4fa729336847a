import type { ParseOutcome } from '../ports/alert-source.ts';
import { readNotification, readSnsMessages, snsContents } from './cloudwatch-sns.ts';
import { alertsFound, defineSource, quarantined } from './reading/define-source.ts';
import { guessAlert } from './reading/guess-alert.ts';
import { confirmSubscription } from './reading/sns-subscription.ts';
import { verifySns } from './verifying/sns.ts';

/** Any SNS topic: handshakes, CloudWatch alarms, and messages whose JSON is plainly an alert. */
export const sns = defineSource({
  name: 'sns',
  credential: 'topic',
  verify: verifySns,
  handleControl: confirmSubscription,
  contents: snsContents,
  read: (payload) => readSnsMessages(payload, readAnything),
});

function readAnything(content: unknown): ParseOutcome {
  const alarm = readNotification('sns', content);
  if (alarm.outcome !== 'quarantined') return alarm;
  const alert = guessAlert('sns', content);
  return alert === null ? quarantined('Its message is not an alert that can be read') : alertsFound([alert]);
}
