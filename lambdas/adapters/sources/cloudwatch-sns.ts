import type { Alert } from '../../domain/alert.ts';
import { alarmAlert, alarmDimensions, namedValues } from './reading/cloudwatch-alarm.ts';
import { alertsFound, defineSource, quarantined } from './reading/define-source.ts';
import { at, isObject, parseJson, textAt, textOf } from './reading/json.ts';
import { snsMessages } from './reading/sns-message.ts';
import { confirmSubscription, handshakeOf } from './reading/sns-subscription.ts';
import { verifySns } from './verifying/sns.ts';

/** CloudWatch alarms by an SNS topic: JSON within JSON. */
export const cloudwatchSns = defineSource({
  name: 'cloudwatch-sns',
  verify: verifySns,
  answerControl: confirmSubscription,
  read(payload) {
    const messages = snsMessages(payload);
    const handshake = handshakeOf(messages);
    if (handshake !== null) return handshake;
    const alerts = messages.map((message) =>
      readAlarmMessage('cloudwatch-sns', parseJson(textOf(message['Message']) ?? '')),
    );
    const found = alerts.filter((alert) => alert !== null);
    return found.length > 0 && found.length === alerts.length
      ? alertsFound(found)
      : quarantined('It is no notification of a CloudWatch alarm');
  },
});

/** The alarm in the message of a notification; null when it is something else. */
export function readAlarmMessage(source: string, alarm: unknown): Alert | null {
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
    dimensions: Object.keys(dimensions).length > 0 ? dimensions : ofMetrics.dimensions,
  });
}
