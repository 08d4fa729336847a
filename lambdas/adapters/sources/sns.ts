import type { ParseOutcome } from '../../ports/alert-source.ts';
import { isAlarmEvent, readAlarmEvent } from './cloudwatch-eventbridge.ts';
import { readAlarmMessage } from './cloudwatch-sns.ts';
import { alertsFound, defineSource, quarantined } from './reading/define-source.ts';
import { guessAlert } from './reading/guess-alert.ts';
import { type JsonObject, parseJson, textOf } from './reading/json.ts';
import { snsMessages } from './reading/sns-message.ts';
import { confirmSubscription, handshakeOf } from './reading/sns-subscription.ts';
import { verifySns } from './verifying/sns.ts';

/** Any SNS topic: handshakes, CloudWatch alarms, and messages whose JSON is plainly an alert. */
export const sns = defineSource({
  name: 'sns',
  verify: verifySns,
  answerControl: confirmSubscription,
  read(payload) {
    const messages = snsMessages(payload);
    const handshake = handshakeOf(messages);
    if (handshake !== null) return handshake;
    const outcomes = messages.map(readNotification);
    const unread = outcomes.find(({ outcome }) => outcome === 'quarantined');
    if (unread !== undefined || outcomes.length === 0) return unread ?? quarantined('It is no SNS message');
    return alertsFound(outcomes.flatMap((outcome) => (outcome.outcome === 'alerts' ? outcome.alerts : [])));
  },
});

function readNotification(message: JsonObject): ParseOutcome {
  const content = parseJson(textOf(message['Message']) ?? '');
  if (isAlarmEvent(content)) return readAlarmEvent('sns', content);
  const alert = readAlarmMessage('sns', content) ?? guessAlert('sns', content);
  return alert === null ? quarantined('Its message is not an alert that can be read') : alertsFound([alert]);
}
