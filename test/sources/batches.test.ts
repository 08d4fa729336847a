import { describe, expect, it } from '@jest/globals';
import * as fc from 'fast-check';
import type { ParseOutcome } from '../../lambdas/ports/plug-ins/alert-source.ts';
import { sources } from '../../lambdas/sources/index.ts';

/** A member of a batch that becomes one alert with this title. */
type Member = (title: string) => unknown;

const alarm = (title: string) => ({ AlarmArn: `arn:${title}`, AlarmName: title, NewStateValue: 'ALARM' });
const message: Member = (title) => ({
  Sns: { Type: 'Notification', TopicArn: 'arn', Message: JSON.stringify(alarm(title)) },
});
const grouped: Member = (title) => ({ status: 'firing', fingerprint: title, labels: { alertname: title } });

interface Batch {
  readonly source: string;
  readonly member: Member;
  readonly bodyOf: (members: readonly unknown[]) => unknown;
}

/** The batches that senders make themselves. */
const batches: readonly Batch[] = [
  { source: 'alertmanager', member: grouped, bodyOf: (alerts) => ({ status: 'firing', alerts }) },
  { source: 'grafana', member: grouped, bodyOf: (alerts) => ({ status: 'firing', alerts }) },
  {
    source: 'pagerduty',
    member: (title) => ({ event: 'incident.trigger', incident: { id: title, title } }),
    bodyOf: (messages) => ({ messages }),
  },
  { source: 'sns', member: message, bodyOf: (Records) => ({ Records }) },
  { source: 'cloudwatch-sns', member: message, bodyOf: (Records) => ({ Records }) },
  {
    source: 'cloudevents',
    member: (title) => ({
      specversion: '1.0',
      id: title,
      source: '/s',
      type: 't',
      data: { id: title, title, status: 'down' },
    }),
    bodyOf: (events) => events,
  },
  {
    source: 'generic',
    member: (title) => ({ id: title, title, status: 'down' }),
    bodyOf: (alerts) => alerts,
  },
  {
    source: 'azure',
    member: (title) => ({
      data: { essentials: { originAlertId: title, alertRule: title, monitorCondition: 'Fired' } },
    }),
    bodyOf: (alerts) => alerts,
  },
  {
    source: 'datadog',
    member: (title) => ({ title, aggreg_key: title, alert_transition: 'Triggered' }),
    bodyOf: (alerts) => alerts,
  },
];

function parse({ source }: Batch, body: unknown): ParseOutcome | undefined {
  return sources
    .find(({ name }) => name === source)
    ?.parse({
      id: 'dlv_1',
      source,
      receivedAt: '2026-11-23T02:02:10.000Z',
      headers: {},
      body: JSON.stringify(body),
    });
}

/** What is no alert for any sender. */
const poison = fc.oneof(
  fc.constantFrom(null, 7, 'down', [], {}, { node: 'probe-3', uptime: 8123 }),
  fc.jsonValue({ maxDepth: 2 }).filter((value) => typeof value !== 'object' || value === null),
);

describe.each(batches)('a batch of $source', (batch) => {
  const titles = fc.uniqueArray(fc.stringMatching(/^[a-z]{1,8}$/), { minLength: 1, maxLength: 5 });

  it('loses nothing but the member that cannot be read, and says which', () => {
    fc.assert(
      fc.property(titles, poison, fc.nat({ max: 5 }), (names, bad, place) => {
        const index = place % (names.length + 1);
        const members = names.map(batch.member).toSpliced(index, 0, bad);
        const parsed = parse(batch, batch.bodyOf(members));
        const found = parsed?.outcome === 'alerts' ? parsed.alerts.map(({ title }) => title) : [];
        expect(found).toEqual(names);
        expect(parsed).toMatchObject({ unread: [{ position: index + 1, reason: expect.any(String) }] });
      }),
      { numRuns: 50 },
    );
  });

  it('is quarantined when nothing in it can be read, and tells nothing unread when all can', () => {
    expect(parse(batch, batch.bodyOf([{}, null]))?.outcome).toBe('quarantined');
    expect(parse(batch, batch.bodyOf(['a', 'b'].map(batch.member)))).not.toHaveProperty('unread');
  });
});
