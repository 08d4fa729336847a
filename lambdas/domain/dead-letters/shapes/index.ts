import type { DeadLetter } from '../dead-letter.ts';
import type { DeadLetterShape, ReadShape } from './dead-letter-shape.ts';
import { eventRule, redrivenMessage, topicNotification, unknownMessage } from './event-shapes.ts';
import { jsonObject } from './json-parts.ts';
import { lambdaDestination, lambdaQueue, streamBatch } from './lambda-shapes.ts';

/** The first that can read a message is its shape. What SQS moved itself may look like anything, so it is asked first. */
export const deadLetterShapes: readonly DeadLetterShape[] = [
  redrivenMessage,
  lambdaQueue,
  streamBatch,
  lambdaDestination,
  eventRule,
  topicNotification,
  unknownMessage,
];

export function readShape(letter: DeadLetter): ReadShape & { readonly shape: DeadLetterShape } {
  const json = jsonObject(letter.body);
  for (const shape of deadLetterShapes) {
    const read = shape.read(letter, json);
    if (read !== null) return { ...read, shape };
  }
  throw new Error('The last shape reads everything');
}
