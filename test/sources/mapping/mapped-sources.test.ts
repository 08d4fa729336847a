import { describe, expect, it } from '@jest/globals';
import * as fc from 'fast-check';
import type { SourceMapping } from '../../../lambdas/domain/policy/policy.ts';
import { sourcesSchema } from '../../../lambdas/domain/policy/schemas/sources-schema.ts';
import { sources } from '../../../lambdas/sources/index.ts';
import { createMappedSources } from '../../../lambdas/sources/mapping/mapped-sources.ts';
import { shippedPolicy } from '../../support/builders/builders.ts';

/** Mappings as they would come out of a policy; each one's place is its number. */
function mappings(...list: readonly Readonly<Record<string, unknown>>[]): readonly SourceMapping[] {
  const complete = list.map((mapping, index) => ({
    id: `m-${index}`,
    identity: 'item.id',
    status: 'firing',
    title: 'item.name',
    ...mapping,
  }));
  return sourcesSchema
    .parse({ mappings: complete })
    .mappings.map((mapping, index) => ({ ...mapping, place: `sources.yaml:${index + 1}` }));
}

function parse(list: readonly SourceMapping[], body: unknown, source = 'generic', headers = {}) {
  const text = typeof body === 'string' ? body : JSON.stringify(body);
  return createMappedSources(list)
    .get(source)
    ?.parse({ id: 'dlv_1', source, receivedAt: '2026-11-23T02:02:10.000Z', headers, body: text });
}

const full = {
  each: 'body.checks',
  identity: 'body.site + "/" + string(item.id)',
  status: { from: 'item.state', values: { DOWN: 'firing', up: 'resolved' } },
  title: ['item.title', 'item.name'],
  description: 'item.text',
  service: 'item.tags.service',
  severity: { from: 'item.level', values: { 5: 'critical' } },
  labels: { site: 'body.site', host: ['item.host', 'item.ip'] },
  startsAt: 'item.since',
  endsAt: 'item.until',
  links: ['item.url', 'body.home'],
};

describe('a mapping of policy/sources.yaml', () => {
  it('reads every entry of a list, field by field', () => {
    const body = {
      site: 'eu',
      home: 'https://status.example/',
      checks: [
        {
          id: 7,
          state: ' Down ',
          title: '',
          name: 'Shop',
          text: 'No answer',
          tags: { service: 'shop' },
          level: 5,
          ip: '192.0.2.1',
          since: 1767323045,
          until: 1767323046,
          url: 'javascript:alert(1)',
        },
        { id: 8, state: 'UP', name: 'Cart', tags: null, until: '2026-01-02T03:04:05Z' },
      ],
    };
    expect(parse(mappings(full), body)).toEqual({
      outcome: 'alerts',
      alerts: [
        {
          source: 'generic',
          fingerprint: 'eu/7',
          status: 'firing',
          title: 'Shop',
          description: 'No answer',
          service: 'shop',
          severityRaw: '5',
          severityHint: 'critical',
          labels: { site: 'eu', host: '192.0.2.1' },
          startsAt: '2026-01-02T03:04:05.000Z',
          endsAt: null,
          links: ['https://status.example/'],
        },
        {
          source: 'generic',
          fingerprint: 'eu/8',
          status: 'resolved',
          title: 'Cart',
          description: null,
          service: null,
          severityRaw: null,
          severityHint: null,
          labels: { site: 'eu' },
          startsAt: null,
          endsAt: '2026-01-02T03:04:05.000Z',
          links: ['https://status.example/'],
        },
      ],
    });
  });

  it('is the first that fits, by body or header; what none fits is guessed or quarantined', () => {
    const list = mappings(
      { when: 'body.kind == "a"', title: '"A"' },
      { when: 'headers["content-type"].startsWith("application/b")', title: '"B"' },
      { when: 'has(body.kind) && body.kind.startsWith("a")', title: '"C"' },
    );
    const title = (body: unknown, headers = {}) => parse(list, body, 'generic', headers);
    expect(title({ kind: 'a', id: 1 })).toMatchObject({ alerts: [{ title: 'A' }] });
    expect(title({ id: 1 }, { 'content-type': 'application/b+json' })).toMatchObject({
      alerts: [{ title: 'B' }],
    });
    expect(title({ kind: 'ab', id: 1 })).toMatchObject({ alerts: [{ title: 'C' }] });
    expect(title({ kind: 7, id: 1, title: 'Guessed', status: 'down' })).toMatchObject({
      alerts: [{ title: 'Guessed' }],
    });
    expect(title({ kind: 7 })).toMatchObject({ outcome: 'quarantined' });
    expect(title('no json')).toMatchObject({ outcome: 'quarantined' });
  });

  it.each([
    ['no identity', {}, { name: 'x' }, 'sources.yaml:1: identity gives no text'],
    ['an identity that is no text', {}, { id: { a: 1 } }, 'sources.yaml:1: identity gives no text'],
    ['an error', { identity: 'item.id + 1' }, { id: 'x' }, 'sources.yaml:1: identity: no such overload'],
    [
      'an unknown word',
      { status: { from: 'item.s', values: { up: 'resolved' } } },
      { id: 1, s: 'odd' },
      'status has no value for "odd"',
    ],
    ['no word', { status: { from: 'item.s', values: {} } }, { id: 1 }, 'status gives no text'],
    ['no list', { each: 'body.list' }, { list: 'x' }, 'each gives no list'],
    ['a missing list', { each: 'body.list' }, {}, 'each gives no list'],
    ['labels that are no map', { labels: 'item.id' }, { id: 1 }, 'labels gives no map'],
  ])('quarantines what it cannot read (%s), naming file, line and field', (_, mapping, body, reason) => {
    expect(parse(mappings(mapping), body)).toEqual({
      outcome: 'quarantined',
      reason: expect.stringContaining(reason),
    });
  });

  it('takes a default for a word it does not know, and ignores an empty list', () => {
    const list = mappings({ each: 'body', status: { from: 'item.s', values: {}, default: 'updated' } });
    expect(parse(list, [{ id: 1 }])).toMatchObject({ alerts: [{ status: 'updated' }] });
    expect(parse(list, [])).toMatchObject({
      outcome: 'ignored',
      reason: expect.stringContaining('sources.yaml:1'),
    });
  });

  it('keeps numbers above 2^53 apart', () => {
    const fingerprint = (id: string) => parse(mappings({}), `{"id":${id},"name":"x"}`);
    expect(fingerprint('9007199254740993')).toMatchObject({ alerts: [{ fingerprint: '9007199254740993' }] });
    expect(fingerprint('9007199254740992')).toMatchObject({ alerts: [{ fingerprint: '9007199254740992' }] });
  });

  it("for a vendor's source gets only what the source itself cannot read, unwrapped from its envelope", () => {
    const list = mappings({ source: 'sns', identity: 'body.job', title: 'body.job' });
    const wrapped = (message: unknown) => ({
      Type: 'Notification',
      TopicArn: 'arn:aws:sns:eu-west-1:111122223333:jobs',
      Message: JSON.stringify(message),
    });
    expect(parse(list, wrapped({ job: 'nightly' }), 'sns')).toMatchObject({
      alerts: [{ source: 'sns', title: 'nightly' }],
    });
    expect(parse(list, wrapped({ AlarmName: 'Slow', NewStateValue: 'OK', job: 'x' }), 'sns')).toMatchObject({
      alerts: [{ title: 'Slow', status: 'resolved' }],
    });
    expect(parse(list, wrapped({ job: 'nightly' }), 'cloudwatch-sns')).toMatchObject({
      outcome: 'quarantined',
    });
    expect(parse(list, { Type: 'SubscriptionConfirmation', TopicArn: 'arn' }, 'sns')).toMatchObject({
      outcome: 'control',
    });
  });

  it('reads form fields, and text, as they are', () => {
    const list = mappings(
      {
        when: 'has(body.Name)',
        identity: 'body.URL',
        status: { from: 'body.Status', values: { up: 'resolved' }, default: 'firing' },
        title: 'body.Name',
      },
      { when: 'body.startsWith("CRIT")', identity: 'body.split(" ")[1]', title: 'body.split("\\n")[0]' },
    );
    expect(
      parse(list, 'Status=Down&Name=Till+%26+cart&URL=https%3A%2F%2Ftill.example&Tags=a&Tags=b'),
    ).toMatchObject({
      alerts: [{ fingerprint: 'https://till.example', status: 'firing', title: 'Till & cart' }],
    });
    expect(parse(list, 'CRIT till-7 is slow\nsince noon')).toMatchObject({
      alerts: [{ fingerprint: 'till-7', title: 'CRIT till-7 is slow' }],
    });
    expect(parse(list, 'OK till-7')).toMatchObject({ outcome: 'quarantined' });
    const nested = mappings({ identity: 'body.payload.id', title: 'body.payload.name' });
    expect(parse(nested, `payload=${encodeURIComponent('{"id":"n-1","name":"Till"}')}`)).toMatchObject({
      alerts: [{ fingerprint: 'n-1' }],
    });
  });

  it("reads SNS's subject, and a message that is text", () => {
    const list = mappings({
      source: 'sns',
      when: 'subject.startsWith("Backup")',
      identity: 'subject',
      title: 'body',
    });
    const published = {
      Type: 'Notification',
      TopicArn: 'arn',
      Subject: 'Backup of till',
      Message: 'Backup failed',
    };
    expect(parse(list, published, 'sns')).toMatchObject({
      alerts: [{ fingerprint: 'Backup of till', title: 'Backup failed' }],
    });
  });

  it('is for a whole list, for each entry of it, or for what its sender cannot read of it', () => {
    const entries = [{ id: 'a', name: 'A' }, { odd: true }, { id: 'b', name: 'B' }];
    const read = {
      alerts: [{ title: 'A' }, { title: 'B' }],
      unread: [{ position: 2, reason: 'sources.yaml:1: identity gives no text' }],
    };
    expect(parse(mappings({ each: 'body' }), entries)).toMatchObject(read);
    expect(parse(mappings({}), entries)).toMatchObject(read);
    const event = (data: object) => ({ specversion: '1.0', id: '1', source: '/s', type: 't', data });
    const list = mappings({ source: 'cloudevents', identity: 'body.data.id', title: 'body.data.name' });
    const batch = [event({ id: 'c', title: 'C', status: 'down' }), ...entries.map(event)];
    expect(parse(list, batch, 'cloudevents')).toMatchObject({
      alerts: [{ title: 'C' }, ...read.alerts],
      unread: [{ position: 3 }],
    });
  });

  it('is shipped for AWS Health, which a topic passes on', async () => {
    const { mappings: shipped } = await shippedPolicy();
    const health = (statusCode: string) => ({
      Type: 'Notification',
      TopicArn: 'arn:aws:sns:eu-west-1:111122223333:health',
      Message: JSON.stringify({
        source: 'aws.health',
        'detail-type': 'AWS Health Event',
        account: '111122223333',
        region: 'eu-west-1',
        detail: {
          eventArn: 'arn:aws:health:eu-west-1::event/EC2/1',
          service: 'EC2',
          eventTypeCode: 'AWS_EC2_API_ISSUE',
          eventTypeCategory: 'issue',
          statusCode,
          startTime: 'Fri, 02 Jan 2026 03:04:05 GMT',
          eventDescription: [{ language: 'en_US', latestDescription: 'APIs fail' }],
        },
      }),
    });
    expect(parse(shipped, health('open'), 'sns')).toMatchObject({
      alerts: [
        {
          status: 'firing',
          title: 'AWS_EC2_API_ISSUE',
          startsAt: '2026-01-02T03:04:05.000Z',
          description: 'APIs fail',
        },
      ],
    });
    expect(parse(shipped, health('closed'), 'sns')).toMatchObject({ alerts: [{ status: 'resolved' }] });
  });
});

describe('mappings over any JSON', () => {
  const everywhere = sources.flatMap(({ name }) => [
    { ...full, source: name, when: 'has(body.checks)' },
    {
      source: name,
      when: 'has(body.kind) || size(body) > 1',
      each: '[body, body.list, body.a.b]',
      labels: 'item.labels',
    },
    { source: name, identity: 'item.a.b[0] + item.c', title: 'string(item)' },
  ]);
  const read = createMappedSources(mappings(...everywhere));
  const shaped = fc.record(
    { checks: fc.jsonValue(), kind: fc.jsonValue(), site: fc.jsonValue() },
    { requiredKeys: [] },
  );
  const bodies = fc
    .oneof(fc.jsonValue({ maxDepth: 3 }), shaped, fc.array(shaped))
    .map((value) => JSON.stringify(value));

  it.each([...read.keys()])(
    'end for %s as alerts, ignored, control or quarantined, never as an exception',
    (name) => {
      fc.assert(
        fc.property(bodies, (body) => {
          const parsed = read
            .get(name)
            ?.parse({ id: 'dlv_1', source: name, receivedAt: '2026-11-23T02:02:10.000Z', headers: {}, body });
          expect(['alerts', 'ignored', 'control', 'quarantined']).toContain(parsed?.outcome);
          if (parsed?.outcome !== 'alerts') return;
          for (const { fingerprint, source } of parsed.alerts) {
            expect(source).toBe(name);
            expect(fingerprint).not.toBe('');
          }
        }),
        { numRuns: 60 },
      );
    },
  );
});
