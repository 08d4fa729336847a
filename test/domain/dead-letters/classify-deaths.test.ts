import { describe, expect, it } from '@jest/globals';
import {
  type ClassifyOptions,
  classifyDeaths,
} from '../../../lambdas/domain/dead-letters/classify-deaths.ts';
import { redriveAttribute } from '../../../lambdas/domain/dead-letters/dead-letter.ts';
import { readDeath } from '../../../lambdas/domain/dead-letters/death.ts';
import { aDeadLetter } from '../../support/builders/dead-letters.ts';

const startMs = Date.parse('2026-03-01T00:00:00.000Z');
const options: ClassifyOptions = { retentionSeconds: 345_600 };

/** So many deaths that say this, evenly over so many minutes. */
function deathsOf(
  text: string,
  { count = 12, minutes = 10, body = '{"n":1}', redriven = false, from = 0 } = {},
) {
  return Array.from({ length: count }, (_, index) => {
    const at = new Date(startMs + (from + (index * minutes) / count) * 60_000).toISOString();
    const letter = aDeadLetter({
      id: `message-${from}-${index}-${text.length}`,
      body,
      sentAt: at,
      attributes: redriven ? { [redriveAttribute]: 'orders-dlq/1' } : {},
    });
    return readDeath(letter, { text: text.replace('{n}', String(1000 + index)), at });
  });
}

const one = (deaths: ReturnType<typeof deathsOf>, more: Partial<ClassifyOptions> = {}) => {
  const groups = classifyDeaths(deaths, { ...options, ...more });
  expect(groups).toHaveLength(1);
  return groups[0];
};

describe('the class of deaths', () => {
  it.each([
    ['AccessDenied: not authorized to perform s3:GetObject on key {n}', 'auth'],
    ['the token for the partner has expired at attempt {n}', 'auth'],
    ['POST /charges answered 429 after {n} ms', 'rate-limit'],
    ['connect ECONNREFUSED db.internal:{n}', 'dependency'],
    ['upstream answered 503 Service Unavailable ({n})', 'dependency'],
    ["KeyError: missing required field 'vat' in {n}", 'schema'],
    ['Unexpected token < in JSON at position {n}', 'schema'],
    ['java.net.SocketTimeoutException: Read timed out ({n})', 'dependency'],
    ['dial tcp 10.0.0.1:{n}: i/o timeout', 'dependency'],
    ['Request failed with status code 401', 'auth'],
    ['FATAL: password authentication failed for user "app"', 'auth'],
    ['json: cannot unmarshal string into Go struct field Order.total of type int', 'schema'],
    ['pydantic.ValidationError: 1 validation error for Order', 'schema'],
  ])('of "%s" is %s', (text, expected) => {
    expect(one(deathsOf(text))?.class).toBe(expected);
  });

  it.each([
    'order 429 of batch {n} not found',
    '403 rows affected, expected {n}',
    'discount 503 is not allowed for customer {n}',
    'something went wrong ({n})',
    'The customer with the status 403 was not found',
    'Order returned 500 items too many',
    'The certificate of origin is invalid',
    'user is not authorised to buy alcohol',
    'throttle valve: reading {n} is out of range',
  ])('of "%s" is not guessed', (text) => {
    expect(one(deathsOf(text))).toMatchObject({ class: 'unknown', confidence: 0 });
  });

  it('is not known when nothing says why they died', () => {
    const deaths = Array.from({ length: 6 }, (_, index) =>
      readDeath(aDeadLetter({ id: `message-${index}` })),
    );
    expect(one(deaths)).toMatchObject({ class: 'unknown', reasons: [expect.stringContaining('neither')] });
  });

  it('is no dependency when they die all along while everything is well', () => {
    const steady = deathsOf('request timed out ({n})', { count: 60, minutes: 600 });
    expect(one(steady, { outages: [] })).toMatchObject({ class: 'unknown', pattern: 'steady' });
    expect(one(deathsOf('request timed out ({n})'))).toMatchObject({ class: 'dependency', pattern: 'burst' });
  });

  it('is surer when what they need was down then', () => {
    const outage = { of: 'bank', from: '2026-02-28T23:59:00.000Z', until: '2026-03-01T00:20:00.000Z' };
    const deaths = deathsOf('read timed out ({n})');
    const sure = one(deaths, { outages: [outage] })?.confidence ?? 0;
    expect(sure).toBeGreaterThan(one(deaths)?.confidence ?? 1);
  });

  it('is told apart for an outage among what goes wrong all along', () => {
    const text = '{n} Task timed out after 30 seconds';
    const groups = classifyDeaths(
      [
        ...deathsOf(text, { count: 60, minutes: 1200 }),
        ...deathsOf(text, { count: 200, minutes: 10, from: 620 }),
      ],
      options,
    );
    expect(groups.map(({ class: is }) => is).toSorted()).toEqual(['poison', 'unknown']);
  });

  it('of poison is surer when they were put back and died again', () => {
    const text = 'Runtime exited with error: signal: killed ({n})';
    const [once, twice] = [false, true].map((redriven) => one(deathsOf(text, { redriven })));
    expect(twice?.diedTwice).toBe(12);
    expect(twice?.confidence ?? 0).toBeGreaterThan(once?.confidence ?? 1);
  });
});

describe('a group of deaths', () => {
  it('says when its first message is thrown away', () => {
    expect(one(deathsOf('Rate exceeded'))?.firstExpiresAt).toBe('2026-03-05T00:00:00.000Z');
  });

  it('has the same reason and the same kind of body, and shows neither ids nor data', () => {
    const deaths = [
      ...deathsOf('Unexpected token in message {n} of ana@shop.example'),
      ...deathsOf('Unexpected token in message {n} of ana@shop.example', {
        body: '{"n":"secret"}',
        count: 3,
      }),
    ];
    const groups = classifyDeaths(deaths, options);
    expect(groups.map(({ count, bodyShape }) => [count, bodyShape])).toEqual([
      [12, '{n: number}'],
      [3, '{n: text}'],
    ]);
    expect(JSON.stringify(groups)).not.toMatch(/ana@shop|secret/);
  });
});
