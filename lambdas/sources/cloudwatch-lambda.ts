import { alarmAlert, alarmDimensions } from './reading/cloudwatch-alarm.ts';
import { defineSource } from './reading/define-source.ts';
import { at, isObject, textAt, textsOf } from './reading/json.ts';
import { alertsFound, quarantined } from './reading/outcomes.ts';
import { verifyToken } from './verifying/token.ts';

/** What CloudWatch passes to a Lambda function that is an alarm's action. */
export const cloudwatchLambda = defineSource({
  name: 'cloudwatch-lambda',
  verify: verifyToken,
  read(payload) {
    const alarm = isObject(payload) ? at(payload, 'alarmData') : undefined;
    const { namespace, dimensions } = alarmDimensions(at(alarm, 'configuration.metrics'));
    const alert = alarmAlert('cloudwatch-lambda', {
      arn: textAt(payload, 'alarmArn'),
      contributor: textAt(alarm, 'alarmContributor.contributorId', 'alarmContributor.id'),
      account: textAt(payload, 'accountId'),
      region: textAt(payload, 'region'),
      name: textAt(alarm, 'alarmName'),
      description: textAt(alarm, 'configuration.description'),
      state: textAt(alarm, 'state.value'),
      reason: textAt(alarm, 'state.reason'),
      reasonData: textAt(alarm, 'state.reasonData'),
      suppressedBy: textAt(alarm, 'state.actionsSuppressedBy'),
      changedAt: at(alarm, 'state.timestamp') ?? at(payload, 'time'),
      namespace,
      dimensions: { ...dimensions, ...textsOf(contributorAttributes(alarm)) },
    });
    return alert === null ? quarantined('It is not a CloudWatch alarm action') : alertsFound([alert]);
  },
});

function contributorAttributes(alarm: unknown): unknown {
  return at(alarm, 'alarmContributor.attributes') ?? at(alarm, 'alarmContributor.contributorAttributes');
}
