import type { Alert } from '../domain/records/alert.ts';
import { cloudEventsIn, eventData, isCloudEvent } from './reading/cloud-events.ts';
import { defineSource } from './reading/define-source.ts';
import { guessAlert } from './reading/guess-alert.ts';
import { instantOf } from './reading/instant.ts';
import { isObject, type JsonObject, textAt } from './reading/json.ts';
import { alertOr } from './reading/outcomes.ts';
import { verifySignedOrToken } from './verifying/standard-webhooks.ts';

/** CloudEvents 1.0 (structured, batched or binary) whose data is plainly an alert, and CDEvents about incidents. */
export const cloudevents = defineSource({
  name: 'cloudevents',
  credential: 'standard-webhook',
  verify: verifySignedOrToken,
  read(payload, delivery) {
    const [event] = cloudEventsIn(payload, delivery);
    return alertOr(readEvent(event), 'The data of the event is not plainly an alert');
  },
});

function readEvent(event: unknown): Alert | null {
  if (!isCloudEvent(event)) return null;
  const data = eventData(event);
  const incident = /^dev\.cdevents\.incident\.(detected|reported|resolved)\./.exec(
    textAt(event, 'type') ?? '',
  );
  const content = incident === null ? data : incidentOf(data, incident[1] ?? '');
  const guessed = isObject(content) ? guessAlert('cloudevents', content, identityOf(event)) : null;
  if (guessed === null) return null;
  const time = instantOf(event['time']);
  return {
    ...guessed,
    startsAt: guessed.startsAt ?? time,
    ...(time === null ? {} : { saidAt: guessed.saidAt ?? time }),
  };
}

/** https://github.com/cdevents/spec/blob/main/continuous-operations.md */
function incidentOf(data: unknown, happened: string): JsonObject {
  return {
    status: happened === 'resolved' ? 'resolved' : 'firing',
    id: textAt(data, 'subject.id'),
    title: textAt(data, 'subject.content.description', 'subject.id'),
    service: textAt(data, 'subject.content.service.id', 'subject.content.service'),
  };
}

/** What the event is about; its own id differs from one event to the next. */
function identityOf(event: JsonObject): string | null {
  const subject = textAt(event, 'subject');
  return subject === null ? null : `${textAt(event, 'source') ?? ''}|${subject}`;
}
