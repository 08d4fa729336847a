import type { ServiceContext } from '../../protocol/aws-service.ts';
import type { Scenario } from '../../scenario/scenario.ts';
import type { SimulatedQueue } from '../../scenario/service-schema.ts';
import { consumedSpans } from '../../signals/account-view.ts';
import { queueEffects } from '../../signals/effect-index.ts';
import { deadLettersProduced } from '../../signals/queue-signals.ts';
import { deadLetterBody, idOf } from './dead-letter-texts.ts';

export interface MessageAttribute {
  readonly DataType: string;
  readonly StringValue?: string | undefined;
  readonly BinaryValue?: string | undefined;
}

/** A message that lies, or lay, in a queue without a consumer: a dead-letter queue or one for quarantine. Epoch milliseconds. */
export interface StoredMessage {
  readonly id: string;
  readonly body: string;
  readonly sentAt: number;
  readonly attributes: Readonly<Record<string, MessageAttribute>>;
  readonly system: Readonly<Record<string, string>>;
  /** There from then on, until it is deleted or moved; null: it still is. */
  readonly from: number;
  until: number | null;
  hiddenUntil: number;
  receives: number;
}

export interface MoveTask {
  readonly handle: string;
  /** Names of queues. */
  readonly source: string;
  readonly destination: string | null;
  readonly perSecond: number;
  readonly startedAt: number;
  readonly messageIds: readonly string[];
  /** When it is through, or was cancelled. */
  endsAt: number;
  isCancelled: boolean;
}

export interface StoredQueue {
  readonly name: string;
  /** How many of the dead letters that the scenario brings are among its messages. */
  brought: number;
  readonly messages: StoredMessage[];
}

export interface SqsState {
  readonly queues: StoredQueue[];
  readonly tasks: MoveTask[];
}

type Context = ServiceContext<SqsState>;

export function seedSqs({ queues }: Scenario): SqsState {
  const names = queues.flatMap(({ deadLetterQueue, quarantineQueue }) =>
    [deadLetterQueue, quarantineQueue ?? []].flat(),
  );
  return { queues: names.map((name) => ({ name, brought: 0, messages: [] })), tasks: [] };
}

/** The messages of a dead-letter queue, with those that died meanwhile. */
export function messagesOf(context: Context, name: string): StoredMessage[] {
  const stored = context.state.queues.find((one) => one.name === name);
  if (stored === undefined) return [];
  const queue = context.scenario.queues.find(({ deadLetterQueue }) => deadLetterQueue === name);
  if (queue !== undefined) bring(stored, queue, context);
  return stored.messages;
}

function bring(stored: StoredQueue, queue: SimulatedQueue, { scenario, account, nowMs }: Context): void {
  const produced = deadLettersProduced(scenario, account, queue, nowMs);
  const error = scenario.effects.find(
    (effect) => effect.error !== undefined && effect.while === queueEffects(scenario, queue.name)[0]?.while,
  )?.error;
  let since = produced.since;
  while (stored.brought < produced.count) {
    const number = stored.brought;
    const from = momentOf(
      number,
      since,
      nowMs,
      (atMs) => deadLettersProduced(scenario, account, queue, atMs).count,
    );
    since = from;
    stored.messages.push({
      id: idOf(`${queue.name} ${number}`),
      body: deadLetterBody(queue.name, number, error),
      sentAt: from - queue.visibilityTimeoutSeconds * queue.maxReceiveCount * 1000,
      attributes: {},
      system: { DeadLetterQueueSourceArn: `arn:aws:sqs:us-east-1:000000000000:${queue.name}` },
      from,
      until: null,
      hiddenUntil: 0,
      receives: queue.maxReceiveCount,
    });
    stored.brought += 1;
  }
}

export function isThere({ from, until }: StoredMessage, atMs: number): boolean {
  return from <= atMs && (until === null || until > atMs);
}

/** Messages of a dead-letter queue at a moment, of which its scenario has brought `produced`. */
export function countAt({ queues }: SqsState, name: string, atMs: number, produced: number): number {
  const stored = queues.find((one) => one.name === name);
  if (stored === undefined) return produced;
  const brought = stored.messages.filter((message) => isThere(message, atMs)).length;
  return brought + Math.max(0, produced - stored.brought);
}

/** What becomes of a message that its consumer gets again: handled, or dead once more after it was received too often. */
export function handToConsumer(
  context: Context,
  queue: SimulatedQueue,
  message: Pick<StoredMessage, 'id' | 'body' | 'attributes'>,
  atMs: number,
): void {
  const { scenario, account, state } = context;
  const isDying = queueEffects(scenario, queue.name).some(
    (effect) =>
      effect.deadLettersPerMinute !== undefined &&
      effect.while !== undefined &&
      consumedSpans(account.spansOf(effect.while), account.consumptionOf(queue.name)).some(
        ({ from, until }) => from <= atMs && atMs < until,
      ),
  );
  if (!isDying) return;
  const from = atMs + queue.visibilityTimeoutSeconds * queue.maxReceiveCount * 1000;
  const { id, body, attributes } = message;
  state.queues
    .find(({ name }) => name === queue.deadLetterQueue)
    ?.messages.push({
      id: idOf(`${id} again ${from}`),
      body,
      attributes,
      system: { DeadLetterQueueSourceArn: `arn:aws:sqs:us-east-1:000000000000:${queue.name}` },
      sentAt: atMs,
      from,
      until: null,
      hiddenUntil: 0,
      receives: queue.maxReceiveCount,
    });
}

/** When the so-manieth dead letter came, to the second. */
function momentOf(
  number: number,
  sinceMs: number,
  nowMs: number,
  producedAt: (atMs: number) => number,
): number {
  let [early, late] = [sinceMs, nowMs];
  while (late - early > 1000) {
    const middle = Math.floor((early + late) / 2);
    if (producedAt(middle) > number) late = middle;
    else early = middle;
  }
  return late;
}
