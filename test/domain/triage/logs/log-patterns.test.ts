import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { composeMessage, messageOfLine } from '../../../../lambdas/domain/triage/logs/log-message.ts';
import { patternOf } from '../../../../lambdas/domain/triage/logs/log-pattern.ts';
import { affectedSpan, logSpans } from '../../../../lambdas/domain/triage/logs/log-spans.ts';
import {
  type CountedMessage,
  mostPatterns,
  rankPatterns,
} from '../../../../lambdas/domain/triage/logs/rank-patterns.ts';
import { escapeHtml } from '../../../../lambdas/pages/html/html.ts';

describe('the message of a line', () => {
  const typeError = "TypeError: Cannot read properties of undefined (reading 'currency')";
  it.each([
    ['plain text', 'ERROR could not connect', 'ERROR could not connect'],
    ['a stack trace', `${typeError}\n    at price (/var/task/index.js:12:5)\n    at run`, typeError],
    [
      'a Python traceback',
      'Traceback (most recent call last):\n  File "a.py", line 1\nKeyError: \'currency\'',
      "KeyError: 'currency'",
    ],
    [
      'JSON with message and error',
      JSON.stringify({
        level: 'ERROR',
        message: 'No price',
        error: { name: 'TypeError', message: 'x is undefined' },
      }),
      'No price: TypeError: x is undefined',
    ],
    [
      'JSON with the error only',
      JSON.stringify({ err: { type: 'RangeError', message: 'too far', stack: 'a\nb' } }),
      'RangeError: too far',
    ],
    [
      'JSON with an error in words',
      JSON.stringify({ level: 'error', msg: 'query failed', error: 'dial tcp: refused' }),
      'query failed: dial tcp: refused',
    ],
    [
      'a Lambda error as JSON',
      JSON.stringify({ level: 'ERROR', message: { errorType: 'Error', errorMessage: 'boom' } }),
      'Error: boom',
    ],
    [
      'a Lambda error as text',
      `2026-11-23T02:01:00.000Z\t8f5c2d3e-1c2b-4a5d-9e8f-112233445566\tERROR\tInvoke Error \t${JSON.stringify({ errorType: 'TypeError', errorMessage: 'boom', stack: [] })}`,
      '2026-11-23T02:01:00.000Z\t8f5c2d3e-1c2b-4a5d-9e8f-112233445566\tERROR\tInvoke Error: TypeError: boom',
    ],
    ['JSON that says nothing', '{"a":1}', '{"a":1}'],
    ['JSON that is cut off', '{"message":"abc', '{"message":"abc'],
    ['nothing', ' \n ', ''],
  ])('%s', (_, line, message) => {
    expect(messageOfLine(line)).toBe(message);
  });

  it('says nothing twice', () => {
    expect(composeMessage({ text: 'TypeError: boom', errorName: 'TypeError', errorText: 'boom' })).toBe(
      'TypeError: boom',
    );
    expect(composeMessage({ text: 'boom', errorName: 'TypeError', errorText: 'boom' })).toBe(
      'TypeError: boom',
    );
    expect(
      composeMessage({
        text: JSON.stringify({ error: { name: 'A', message: 'b' } }),
        errorName: 'A',
        errorText: 'b',
      }),
    ).toBe('A: b');
    expect(composeMessage({ errorName: 'Oom' })).toBe('Oom');
  });
});

describe('the pattern of a message', () => {
  it.each([
    ['order 1234 took 350ms, 12.5 %', 'order <num> took <num>ms, <num> %'],
    ['request 8f5c2d3e-1c2b-4a5d-9e8f-112233445566 at 0x7ffe', 'request <id> at <id>'],
    [
      'object 507f1f77bcf86cd799439011 and inc_01JD2M8Q9ZK3 and order-1234',
      'object <id> and <id> and order-<num>',
    ],
    ['User "bob" not found', 'User "<str>" not found'],
    [
      "Cannot read properties of undefined (reading 'currency')",
      "Cannot read properties of undefined (reading 'currency')",
    ],
    ["KeyError: 'currency'", "KeyError: 'currency'"],
    ['2026-11-23T02:01:00.123Z failed 02:01:00', '<time> failed <time>'],
    ['2026-11-23 02:01:00,123 failed', '<time> failed'],
    ['cannot open /var/task/data/x.json (index.js:12:34)', 'cannot open <path> (index.js:<num>:<num>)'],
    [
      'GET https://api.example.com/v1/orders/7?x=1 answered 503',
      'GET https://api.example.com<path> answered <num>',
    ],
    ['upstream status 503, code: 429, HTTP 500', 'upstream status 503, code: 429, HTTP 500'],
    ['mail ana@example.com from 203.0.113.7', 'mail <email> from <ip>'],
    ['ids 1, 2, 3, 4 left', 'ids <num> … left'],
    ['S3 and EC2 and utf8 in v57', 'S3 and EC2 and utf8 in v57'],
    ['card 4111 1111 1111 1111', 'card <num>'],
  ])('%s', (message, pattern) => {
    expect(patternOf(message).pattern).toBe(pattern);
  });

  it('is the same whatever the numbers, ids and people in it are', () => {
    const line = fc.record({
      n: fc.nat(),
      id: fc.uuid(),
      mail: fc.stringMatching(/^[a-z]{3,8}@[a-z]{3,8}\.com$/),
      ip: fc.ipV4(),
    });
    fc.assert(
      fc.property(line, line, (a, b) => {
        const said = ({ n, id, mail, ip }: typeof a) =>
          `Order ${n} of ${mail} (${ip}) failed in ${n}ms: trace ${id}`;
        expect(patternOf(said(a)).pattern).toBe(patternOf(said(b)).pattern);
      }),
    );
  });

  it('comes out harmless and short, whatever the line holds', () => {
    const odd = fc.oneof(
      fc.string({ unit: 'binary', maxLength: 500 }),
      fc
        .string({ unit: 'binary', maxLength: 50 })
        .map((text) => JSON.stringify({ message: text, error: { name: text } })),
      fc.constantFrom('\u001b[31mred\u001b[0m', '\u202eevil', '<script>alert(1)</script>', '\ud800', '\0\0'),
    );
    fc.assert(
      fc.property(fc.array(odd, { maxLength: 4 }), (parts) => {
        const { pattern, sample } = patternOf(messageOfLine(parts.join('')));
        for (const text of [pattern, sample]) {
          expect(text).not.toMatch(/[\p{Cc}\p{Cf}\p{Co}\p{Cs}\p{Zl}\p{Zp}]/u);
          expect(text.length).toBeLessThanOrEqual(800);
          expect(escapeHtml(text)).not.toMatch(/[<>]/);
        }
      }),
      { numRuns: 1000 },
    );
  });

  it('is found in lines of a megabyte, of bytes that are no text, and of JSON nested without end', () => {
    for (const line of [
      'error '.repeat(200_000),
      Buffer.from(Array.from({ length: 100_000 }, (_, index) => index % 256)).toString('utf8'),
      `{"message":${'['.repeat(200_000)}`,
      `{"a":${'{"a":'.repeat(5000)}1${'}'.repeat(5001)}`,
      `{"message":"${'x'.repeat(1_000_000)}"}`,
      '"'.repeat(500_000),
      '/a'.repeat(500_000),
      '1,'.repeat(500_000),
    ]) {
      expect(patternOf(messageOfLine(line)).pattern.length).toBeLessThanOrEqual(480);
    }
  });

  it('does not show half a secret where a message is cut', () => {
    const secret = ['AK', 'IA', 'ABCDEFGHIJ234567'].join('');
    for (let before = 1975; before < 2000; before += 1) {
      const { sample } = patternOf(`${'é '.repeat(before).slice(0, before)}${secret} ${'x '.repeat(500)}`);
      expect(sample).not.toContain('AKIA');
    }
  });
});

const at = (minute: number) => `2026-11-23T02:${String(minute).padStart(2, '0')}:00.000Z`;
const counted = (message: string, count: number, minute = 0): CountedMessage => ({
  message,
  count,
  firstAt: at(minute),
});

describe('ranked patterns', () => {
  it('are new ones first, then those that rose most', () => {
    const patterns = rankPatterns({
      before: [counted('timeout after 30 s', 10), counted('cache miss', 500)],
      isBeforeKnown: true,
      after: [
        counted('timeout after 31 s', 90, 20),
        counted('cache miss', 510, 16),
        counted('boom 1', 3, 18),
        counted('boom 2', 4, 17),
      ],
    });
    expect(
      patterns.map(({ pattern, countBefore, countAfter, isNew, firstSeenAt }) => [
        pattern,
        countBefore,
        countAfter,
        isNew,
        firstSeenAt,
      ]),
    ).toEqual([
      ['boom <num>', 0, 7, true, at(17)],
      ['timeout after <num> s', 10, 90, false, at(0)],
      ['cache miss', 500, 510, false, at(0)],
    ]);
    expect(patterns[0]?.sample).toBe('boom 2');
  });

  it('call nothing new when the time before is not known', () => {
    const [pattern] = rankPatterns({ before: [], isBeforeKnown: false, after: [counted('boom', 3)] });
    expect(pattern?.isNew).toBe(false);
  });

  const messages = fc.array(
    fc.record({
      message: fc.constantFrom('boom 1', 'boom 2', 'timeout of "a"', 'timeout of "b"', 'disk full', 'x', ''),
      count: fc.integer({ min: 0, max: 50 }),
      firstAt: fc.option(fc.integer({ min: 0, max: 59 }).map(at)),
    }),
    { maxLength: 20 },
  );

  it('do not depend on the order of what was counted, nor on how it was split', () => {
    fc.assert(
      fc.property(messages, messages, fc.infiniteStream(fc.nat()), (before, after, random) => {
        const shuffled = (list: readonly CountedMessage[]) =>
          list
            .map((each) => ({ each, key: random.next().value }))
            .sort((a, b) => a.key - b.key)
            .map(({ each }) => each);
        const ranked = rankPatterns({ before, isBeforeKnown: true, after });
        expect(
          rankPatterns({ before: shuffled(before), isBeforeKnown: true, after: shuffled(after) }),
        ).toEqual(ranked);
        expect(ranked.length).toBeLessThanOrEqual(mostPatterns);
      }),
    );
  });
});

describe('the spans that are read', () => {
  const startedAt = new Date('2026-11-23T02:02:10.400Z');
  it('are of equal length and meet a quarter of an hour before the alert', () => {
    expect(logSpans(startedAt, new Date('2026-11-23T02:02:16.100Z'))).toEqual({
      before: { from: '2026-11-23T01:32:03.000Z', until: '2026-11-23T01:47:10.000Z' },
      after: { from: '2026-11-23T01:47:10.000Z', until: '2026-11-23T02:02:17.000Z' },
    });
  });

  it('are an hour at most, and reach back from now when the alert comes from the future', () => {
    const late = affectedSpan(startedAt, new Date('2026-11-23T09:00:00.000Z'));
    expect(late).toEqual({ from: '2026-11-23T01:57:10.000Z', until: '2026-11-23T02:57:10.000Z' });
    const now = new Date('2026-11-23T01:00:00.000Z');
    expect(affectedSpan(startedAt, now)).toEqual({
      from: '2026-11-23T00:55:00.000Z',
      until: now.toISOString(),
    });
  });
});
