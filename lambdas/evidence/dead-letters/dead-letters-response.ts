import * as z from 'zod/mini';

const text = z.string();
const count = z.number();
const textOrNull = z.nullable(text);

/** What lies in dead-letter queues as the API shows it. */
export const deadLettersResponse = z.object({
  kind: z.literal('dead-letters'),
  status: z.literal('available'),
  gatheredAt: text,
  queues: z.array(
    z.object({
      resource: text,
      queue: text,
      source: text,
      consumer: text,
      repeat: text,
      depth: count,
      looked: count,
      notLooked: textOrNull,
      oldestSentAt: textOrNull,
      firstExpiresAt: textOrNull,
      oldestSeconds: z.nullable(count),
      groups: z.array(
        z.object({
          class: text,
          confidence: count,
          reasons: z.array(text),
          count,
          firstAt: textOrNull,
          lastAt: textOrNull,
          pattern: text,
          diedTwice: count,
          bodyShape: text,
          sample: text,
          stays: textOrNull,
        }),
      ),
      others: count,
      logsMissing: textOrNull,
      link: text,
      command: text,
    }),
  ),
  missing: z._default(z.array(z.object({ queue: text, reason: text })), []),
});
