import type { Alert } from '../domain/records/alert.ts';
import type { ParseOutcome } from '../ports/alert-source.ts';
import { isAlarmEvent, readAlarmEvent } from './cloudwatch-eventbridge.ts';
import { alarmAlert, alarmDimensions } from './reading/cloudwatch-alarm.ts';
import { alertsFound, defineSource, quarantined } from './reading/define-source.ts';
import { at, isObject, namedValues, parseJson, textAt, textsOf, wholeText } from './reading/json.ts';
import { snsMessages } from './reading/sns-message.ts';
import { confirmSubscription, handshakeOf } from './reading/sns-subscription.ts';
import { verifySns } from './verifying/sns.ts';

/** CloudWatch alarms by an SNS topic: JSON within JSON. */
export const cloudwatchSns = defineSource({
  name: 'cloudwatch-sns',
  credential: 'topic',
  verify: verifySns,
  handleControl: confirmSubscription,
  contents: snsContents,
  read: (payload) => readSnsMessages(payload, (message) => readNotification('cloudwatch-sns', message)),
});

/** The handshake in a delivery, or what `read` makes of all its notifications; one that cannot be read quarantines it whole. */
export function readSnsMessages(payload: unknown, read: (content: unknown) => ParseOutcome): ParseOutcome {
  const handshake = handshakeOf(snsMessages(payload));
  if (handshake !== null) return handshake;
  const outcomes = snsContents(payload).map(read);
  const unread = outcomes.find(({ outcome }) => outcome === 'quarantined');
  if (unread !== undefined) return unread;
  const alerts = outcomes.flatMap((outcome) => (outcome.outcome === 'alerts' ? outcome.alerts : []));
  return alerts.length === 0 ? (outcomes[0] ?? quarantined('It is no SNS message')) : alertsFound(alerts);
}

/** An alarm's own notification, or an EventBridge rule's that a topic passes on. */
export function readNotification(source: string, content: unknown): ParseOutcome {
  if (isAlarmEvent(content)) return readAlarmEvent(source, content);
  const alert = readAlarmMessage(source, content);
  return alert === null
    ? quarantined('It is not a notification of a CloudWatch alarm')
    : alertsFound([alert]);
}

/** What was published: the JSON in each message; the payload itself when it was delivered raw. */
export function snsContents(payload: unknown): readonly unknown[] {
  const messages = snsMessages(payload);
  return messages.length === 0
    ? [payload]
    : messages.map((message) => parseJson(wholeText(message['Message']) ?? ''));
}

/** The alarm in the message of a notification; null when it is something else. */
function readAlarmMessage(source: string, alarm: unknown): Alert | null {
  if (!isObject(alarm)) return null;
  const trigger = at(alarm, 'Trigger');
  const ofMetrics = alarmDimensions(at(trigger, 'Metrics'));
  const dimensions = namedValues(at(trigger, 'Dimensions'));
  return alarmAlert(source, {
    arn: textAt(alarm, 'AlarmArn'),
    contributor: textAt(alarm, 'AlarmContributorId'),
    account: textAt(alarm, 'AWSAccountId'),
    region: textAt(alarm, 'Region'),
    name: textAt(alarm, 'AlarmName'),
    description: textAt(alarm, 'AlarmDescription'),
    state: textAt(alarm, 'NewStateValue'),
    reason: textAt(alarm, 'NewStateReason'),
    suppressedBy: textAt(alarm, 'ActionsSuppressedBy'),
    changedAt: at(alarm, 'StateChangeTime'),
    namespace: textAt(trigger, 'Namespace') ?? ofMetrics.namespace,
    dimensions: {
      ...(Object.keys(dimensions).length > 0 ? dimensions : ofMetrics.dimensions),
      ...textsOf(at(alarm, 'AlarmContributorAttributes')),
    },
  });
}
