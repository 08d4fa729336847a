import type { ChangeParseOutcome } from '../../ports/plug-ins/change-source.ts';
import { cloudEventsIn, eventData, isCloudEvent } from '../reading/cloud-events.ts';
import { instantOf } from '../reading/instant.ts';
import { isObject, textAt } from '../reading/json.ts';
import { verifySignedOrToken } from '../verifying/standard-webhooks.ts';
import { defineChangeSource, marksNoChange, readEachChange, unreadable } from './define-change-source.ts';
import { reportedChangeOf } from './reported-change-of.ts';

/** `dev.cdevents.service.deployed.0.2.0`; drafts end in `-draft`. */
const changeType =
  /^dev\.cdevents\.(service|environment)\.(deployed|upgraded|rolledback|removed|published|created|modified|deleted)\.\d/;

/**
 * CDEvents about services and environments, spec versions 0.3 to 0.5: in a CloudEvent (structured, batched or binary) or
 * as they are. https://github.com/cdevents/spec/blob/main/continuous-deployment.md
 */
export const cdevents = defineChangeSource({
  name: 'cdevents',
  secretName: 'cdevents',
  verify: verifySignedOrToken,
  read: (payload, { delivery, now }) =>
    readEachChange(cloudEventsIn(payload, delivery), (event) => readEvent(event, now)),
});

function readEvent(event: unknown, now: Date): ChangeParseOutcome {
  const content = isCloudEvent(event) ? eventData(event) : event;
  if (!isObject(content)) return unreadable('An event has no data');
  const type = textAt(content, 'context.type') ?? textAt(event, 'type') ?? '';
  if (!type.startsWith('dev.cdevents.')) return unreadable('It is not a CDEvent: context.type is missing');
  const [, kind = '', happened = ''] = changeType.exec(type) ?? [];
  if (kind === '')
    return marksNoChange('A CDEvent of this type does not report a change of a running system');
  const subject = textAt(content, 'subject.id');
  const id = textAt(content, 'context.id') ?? textAt(event, 'id');
  if (subject === null || id === null) return unreadable('A CDEvent needs context.id and subject.id');
  const time = textAt(content, 'context.timestamp') ?? textAt(event, 'time');
  const at = time === null ? now.toISOString() : instantOf(time);
  if (at === null) return unreadable('context.timestamp is not a time');
  const artifact = textAt(content, 'subject.content.artifactId');
  const verb = happened === 'rolledback' ? 'rolled back' : happened;
  const change = reportedChangeOf('cdevents', {
    subject,
    id: [textAt(content, 'context.source'), id].filter((part) => part !== null).join(' '),
    state: 'succeeded',
    at,
    environment: kind === 'environment' ? null : textAt(content, 'subject.content.environment.id'),
    summary: `${kind === 'service' ? 'Service' : 'Environment'} ${subject} ${verb}${artifact === null ? '' : `: ${artifact}`}`,
    link: textAt(content, 'subject.content.url'),
    isRollback: happened === 'rolledback',
  });
  return { outcome: 'changes', changes: [change] };
}
