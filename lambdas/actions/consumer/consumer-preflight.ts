import type { AwsClients } from '../../ports/aws-clients.ts';
import {
  changingStates,
  type EventSourceMapping,
  readMapping,
} from '../../resources/aws/event-source-mappings.ts';
import { depthOf, type Queue, readOldestAge, readQueue } from '../../resources/aws/queues.ts';
import type { EventSourceMappingId } from '../../resources/event-source-mapping.ts';
import { whyMessagesWouldBeLost } from './retention-left.ts';

export type ConsumerPreflight =
  | { readonly ok: true; readonly mapping: EventSourceMapping; readonly queue: Queue }
  | { readonly ok: false; readonly reason: string };

/** The consumer that policy names and its queue, if it is at work and its messages can wait; else why it is to be left as it is. */
export async function readyConsumer(
  aws: AwsClients,
  { uuid, functionName, queue: name }: EventSourceMappingId,
  now: Date,
): Promise<ConsumerPreflight> {
  const refused = (reason: string): ConsumerPreflight => ({ ok: false, reason });
  const mapping = await readMapping(aws, uuid);
  if (mapping === null) return refused(`There is no event source mapping ${uuid}`);
  if (mapping.functionName !== functionName || mapping.queue !== name) {
    return refused(
      `The event source mapping ${uuid} feeds ${mapping.functionName} from ${mapping.queue}, not ${functionName} from ${name}`,
    );
  }
  if (!mapping.enabled) return refused(`${functionName} is paused already: ${mapping.state}`);
  if (changingStates.includes(mapping.state)) {
    return refused(`The consumer ${functionName} is being changed now: ${mapping.state}`);
  }
  const waiting = await patientQueue(aws, name, now);
  return waiting.ok ? { ...waiting, mapping } : waiting;
}

/** The queue, if its messages can wait; else why they must not. */
export async function patientQueue(
  aws: AwsClients,
  name: string,
  now: Date,
): Promise<{ readonly ok: true; readonly queue: Queue } | { readonly ok: false; readonly reason: string }> {
  const queue = await readQueue(aws, name);
  if (queue === null) return { ok: false, reason: `There is no queue ${name}` };
  const messages = depthOf(queue);
  const oldestSeconds = await readOldestAge(aws, name, now);
  const loss = whyMessagesWouldBeLost({ ...queue, messages, oldestSeconds });
  return loss === null
    ? { ok: true, queue }
    : { ok: false, reason: `Messages of the queue ${name} could be lost while they wait: ${loss}` };
}
