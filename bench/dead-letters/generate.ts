import type { Outage } from '../../lambdas/domain/dead-letters/classify-deaths.ts';
import type { DeadLetter } from '../../lambdas/domain/dead-letters/dead-letter.ts';
import type { DeathClass } from '../../lambdas/domain/dead-letters/death-classes.ts';
import type { LogLine } from '../../lambdas/domain/dead-letters/logged-reasons.ts';
import { hashText, unit } from '../../local/world/chance/noise.ts';
import { type Cause, causes } from './causes.ts';

export interface Sample {
  readonly letters: readonly DeadLetter[];
  /** The truth, by message id. */
  readonly truth: ReadonlyMap<string, DeathClass>;
  /** What the consumers' logs say. */
  readonly lines: readonly LogLine[];
  readonly outages: readonly Outage[];
}

const hourMs = 3_600_000;
const endMs = Date.UTC(2026, 2, 1, 12);
/** What a producer writes around a payload. */
const producers = ['queue', 'lambda-queue', 'lambda-destination', 'event-rule'] as const;

/** So many dead letters of mixed causes, in shapes and at times of their own: the same for the same seed. */
export function generateDeadLetters(count: number, seed: number): Sample {
  const letters: DeadLetter[] = [];
  const truth = new Map<string, DeathClass>();
  const lines: LogLine[] = [];
  const outages: Outage[] = [];
  const dice = (place: string, counter = seed): number => unit(hashText(place), counter);
  // Causes are of unlike size, as they are in life.
  const weights = causes.map((_, index) => 0.2 + dice(`weight ${index}`) ** 3);
  const total = weights.reduce((sum, weight) => sum + weight, 0);
  causes.forEach((cause, index) => {
    const of = Math.round((count * (weights[index] ?? 0)) / total);
    const burstAt = endMs - hourMs * (1 + 40 * dice(`burst ${index}`));
    if (cause.outage) {
      outages.push({
        of: 'a dependency',
        from: iso(burstAt - 60_000),
        until: iso(burstAt + 25 * 60_000),
      });
    }
    for (let number = 0; number < of; number += 1) {
      const roll = (what: string): number => dice(`${what} ${index}`, seed * 100_003 + number);
      const at =
        cause.lies === 'burst' ? burstAt + roll('at') * 20 * 60_000 : endMs - roll('at') * 48 * hourMs;
      const id = messageId(`${seed} ${index} ${number}`);
      const made = letterOf(cause, id, iso(at), roll);
      letters.push(made.letter);
      lines.push(...made.lines);
      truth.set(id, cause.class);
    }
  });
  return { letters, truth, lines, outages };
}

function letterOf(cause: Cause, id: string, at: string, roll: (what: string) => number) {
  const fill = (text: string): string =>
    text.replaceAll('{n}', String(Math.floor(roll('n') * 9000) + 100)).replaceAll('{id}', messageId(id));
  const text = fill(cause.text);
  const body = fill(cause.body ?? '{"orderId": "{id}", "lines": [{"sku": "a", "count": 2}]}');
  const producer = producers[Math.floor(roll('producer') * producers.length)] ?? 'queue';
  const letter = { id, sentAt: at, receiveCount: 4, firstReceivedAt: at, system: {}, attributes: {} };
  // Without words nobody but the log could tell, and it does not either.
  if (producer === 'queue' || text === '') {
    const system = { DeadLetterQueueSourceArn: 'arn:aws:sqs:eu-west-1:111122223333:orders' };
    const line = { at, text: `${at}\t${messageId(at)}\tERROR\tmessage ${id}: ${text}` };
    return { letter: { ...letter, body, system }, lines: text === '' ? [] : [line] };
  }
  if (producer === 'lambda-queue') {
    const attributes = { RequestID: messageId(at), ErrorCode: '200', ErrorMessage: text };
    return { letter: { ...letter, body, attributes }, lines: [] };
  }
  if (producer === 'event-rule') {
    const attributes = { RULE_ARN: 'arn:aws:events:eu-west-1:111122223333:rule/orders', ERROR_MESSAGE: text };
    return {
      letter: { ...letter, body, attributes: { ...attributes, ERROR_CODE: cause.code ?? 'SDK_ERROR' } },
      lines: [],
    };
  }
  const destination = {
    version: '1.0',
    timestamp: at,
    requestContext: {
      functionArn: 'arn:aws:lambda:eu-west-1:111122223333:function:orders:$LATEST',
      condition: 'RetriesExhausted',
    },
    requestPayload: body,
    responsePayload: { ...(cause.code === undefined ? {} : { errorType: cause.code }), errorMessage: text },
  };
  return { letter: { ...letter, body: JSON.stringify(destination) }, lines: [] };
}

/** Looks like the id that SQS gives a message. */
function messageId(of: string): string {
  const part = (name: string): string => hashText(`${name} ${of}`).toString(16).padStart(8, '0');
  const [a, b, c, d] = ['a', 'b', 'c', 'd'].map(part);
  return `${a}-${b?.slice(0, 4)}-4${b?.slice(5)}-a${c?.slice(1, 4)}-${c?.slice(4)}${d}`;
}

function iso(ms: number): string {
  return new Date(ms).toISOString();
}
