import type { ParseOutcome } from '../ports/plug-ins/alert-source.ts';
import { readNotification } from './cloudwatch-sns.ts';
import { defineSource } from './reading/define-source.ts';
import { readPlainAlerts } from './reading/read-plain-alerts.ts';
import { snsContents, snsMessages } from './reading/sns-message.ts';
import { confirmSubscription, handshakeOf } from './reading/sns-subscription.ts';
import { verifySns } from './verifying/sns.ts';

/** Any SNS topic: handshakes, CloudWatch alarms, and messages whose JSON is plainly an alert. */
export const sns = defineSource({
  name: 'sns',
  credential: 'topic',
  verify: verifySns,
  handleControl: confirmSubscription,
  contents: snsContents,
  handshake: (payload) => handshakeOf(snsMessages(payload)),
  read: readAnything,
});

function readAnything(content: unknown): ParseOutcome {
  const alarm = readNotification('sns', content);
  if (alarm.outcome !== 'quarantined') return alarm;
  return readPlainAlerts('sns', content);
}
