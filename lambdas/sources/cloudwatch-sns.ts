import type { Alert } from '../domain/records/alert.ts';
import type { ParseOutcome } from '../ports/plug-ins/alert-source.ts';
import { isAlarmEvent, readAlarmEvent } from './cloudwatch-eventbridge.ts';
import { alarmAlert, alarmDimensions } from './reading/cloudwatch-alarm.ts';
import { defineSource } from './reading/define-source.ts';
import { at, isObject, namedValues, textAt, textsOf } from './reading/json.ts';
import { alertOr } from './reading/outcomes.ts';
import { snsContents, snsMessages } from './reading/sns-message.ts';
import { confirmSubscription, handshakeOf } from './reading/sns-subscription.ts';
import { verifySns } from './verifying/sns.ts';

/** CloudWatch alarms by an SNS topic: JSON within JSON. */
export const cloudwatchSns = defineSource({
  name: 'cloudwatch-sns',
  credential: 'topic',
  verify: verifySns,
  handleControl: confirmSubscription,
  contents: snsContents,
  handshake: (payload) => handshakeOf(snsMessages(payload)),
  read: (content) => readNotification('cloudwatch-sns', content),
});

/** An alarm's own notification, or an EventBridge rule's that a topic passes on. */
export function readNotification(source: string, content: unknown): ParseOutcome {
  if (isAlarmEvent(content)) return readAlarmEvent(source, content);
  const reason = 'It is not a notification of a CloudWatch alarm';
  return alertOr(readAlarmMessage(source, content), reason);
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
    reasonData: textAt(alarm, 'NewStateReasonData', 'StateReasonData'),
    suppressedBy: textAt(alarm, 'ActionsSuppressedBy'),
    changedAt: at(alarm, 'StateChangeTime'),
    namespace: textAt(trigger, 'Namespace') ?? ofMetrics.namespace,
    dimensions: {
      ...(Object.keys(dimensions).length > 0 ? dimensions : ofMetrics.dimensions),
      ...textsOf(at(alarm, 'AlarmContributorAttributes')),
    },
  });
}
