import type { Alert } from '../domain/records/alert.ts';
import type { ParseOutcome } from '../ports/plug-ins/alert-source.ts';
import { alarmAlert, alarmDimensions } from './reading/cloudwatch-alarm.ts';
import { defineSource } from './reading/define-source.ts';
import { at, isObject, type JsonObject, textAt, textsOf } from './reading/json.ts';
import { alertsFound, ignored, quarantined } from './reading/outcomes.ts';
import { verifyToken } from './verifying/token.ts';

/** CloudWatch alarm events, from a rule straight to the queue, or by an API destination with a token. */
export const cloudwatchEventbridge = defineSource({
  name: 'cloudwatch-eventbridge',
  verify: verifyToken,
  read: (payload) => readAlarmEvent('cloudwatch-eventbridge', payload),
});

/** Whether this is an EventBridge event of CloudWatch. */
export function isAlarmEvent(payload: unknown): payload is JsonObject {
  return (
    isObject(payload) && payload['source'] === 'aws.cloudwatch' && typeof payload['detail-type'] === 'string'
  );
}

export function readAlarmEvent(source: string, payload: unknown): ParseOutcome {
  if (!isAlarmEvent(payload)) return quarantined('It is not a CloudWatch event');
  const type = textAt(payload, 'detail-type') ?? '';
  if (type === 'CloudWatch Alarm Configuration Change') return ignored('An alarm was configured');
  const alert = alarmOf(source, payload);
  if (!/^CloudWatch Alarm (Contributor )?State Change$/.test(type) || alert === null) {
    return quarantined(`Unknown CloudWatch event: ${type.slice(0, 100)}`);
  }
  return alertsFound([alert]);
}

function alarmOf(source: string, event: JsonObject): Alert | null {
  const contributor = textAt(
    event,
    'detail.alarmContributor.contributorId',
    'detail.alarmContributor.id',
    'detail.contributorId',
  );
  const attributes =
    at(event, 'detail.alarmContributor.contributorAttributes') ??
    at(event, 'detail.alarmContributor.attributes');
  const { namespace, dimensions } = alarmDimensions(at(event, 'detail.configuration.metrics'));
  return alarmAlert(source, {
    arn: textAt(event, 'resources.0'),
    contributor,
    account: textAt(event, 'account'),
    region: textAt(event, 'region'),
    name: textAt(event, 'detail.alarmName'),
    description: textAt(event, 'detail.configuration.description'),
    state: textAt(event, 'detail.state.value'),
    reason: textAt(event, 'detail.state.reason'),
    reasonData: textAt(event, 'detail.state.reasonData'),
    suppressedBy: textAt(event, 'detail.state.actionsSuppressedBy'),
    changedAt: at(event, 'detail.state.timestamp') ?? event['time'],
    namespace,
    dimensions: { ...dimensions, ...textsOf(attributes) },
  });
}
