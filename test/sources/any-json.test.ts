import { describe, expect, it } from '@jest/globals';
import * as fc from 'fast-check';
import { alertStatuses } from '../../lambdas/domain/records/alert.ts';
import type { AlertSource } from '../../lambdas/ports/plug-ins/alert-source.ts';
import { sources } from '../../lambdas/sources/index.ts';
import { isObject } from '../../lambdas/sources/reading/json.ts';

const skeletons: readonly unknown[] = [
  { alerts: [{ labels: { alertname: 'A' }, status: 'firing', fingerprint: 'f' }], status: 'firing' },
  {
    source: 'aws.cloudwatch',
    'detail-type': 'CloudWatch Alarm State Change',
    detail: { alarmName: 'A', state: { value: 'ALARM' } },
    resources: ['arn'],
  },
  {
    Type: 'Notification',
    TopicArn: 'arn',
    Message: '{"AlarmName":"A","NewStateValue":"ALARM","Trigger":{"Metrics":[{}]}}',
  },
  { alarmArn: 'arn', alarmData: { alarmName: 'A', state: { value: 'OK' } } },
  { event: { event_type: 'incident.triggered', data: { id: 'P1', title: 'A' } } },
  { messages: [{ event: 'incident.trigger', incident: { id: 'P1' } }] },
  {
    event_action: 'trigger',
    payload: { summary: 'A', severity: 'error', custom_details: { a: 1 } },
    links: [{}],
  },
  { action: 'Create', alert: { alertId: 'a', message: 'A', tags: ['x'], details: {} } },
  { issueId: 'i', state: 'ACTIVATED', title: 'A', impactedEntities: ['x'] },
  { action: 'created', data: { issue: { id: '1', title: 'A', project: {} } } },
  { data: { essentials: { alertId: 'a', monitorCondition: 'Fired', alertTargetIDs: ['x'] } } },
  { incident: { incident_id: 'i', state: 'open', metric: { labels: {} } } },
  { specversion: '1.0', source: 's', type: 't', data: { id: '1', title: 'A', status: 'firing' } },
  { title: 'A', status: 'down', id: 1 },
];

/** A plausible delivery with one member, at any depth, replaced by any JSON. */
const mutated = fc
  .tuple(fc.constantFrom(...skeletons), fc.array(fc.nat({ max: 9 }), { maxLength: 5 }), fc.jsonValue())
  .map(([skeleton, path, value]) => JSON.stringify(replaceAt(skeleton, path, value)));

function replaceAt(value: unknown, path: readonly number[], replacement: unknown): unknown {
  const [step, ...rest] = path;
  if (step === undefined) return replacement;
  if (Array.isArray(value) && value.length > 0) {
    return value.map((member: unknown, index) =>
      index === step % value.length ? replaceAt(member, rest, replacement) : member,
    );
  }
  const entries = isObject(value) ? Object.entries(value) : [];
  if (entries.length === 0) return replacement;
  return Object.fromEntries(
    entries.map(([key, member], index) => [
      key,
      index === step % entries.length ? replaceAt(member, rest, replacement) : member,
    ]),
  );
}

function expectTotal(
  source: AlertSource,
  body: string,
  headers: Readonly<Record<string, string>> = {},
): void {
  const delivery = {
    id: 'dlv_1',
    source: source.name,
    receivedAt: '2026-11-23T02:02:10.000Z',
    headers,
    body,
  };
  const parsed = source.parse(delivery);
  expect(source.parse(delivery)).toEqual(parsed);
  if (parsed.outcome !== 'alerts') {
    expect(parsed.reason).not.toBe('');
    return;
  }
  expect(parsed.alerts.length).toBeGreaterThan(0);
  for (const alert of parsed.alerts) {
    expect(alert.source).toBe(source.name);
    expect(alert.fingerprint).not.toBe('');
    expect(alert.fingerprint.length).toBeLessThanOrEqual(200);
    expect(alertStatuses).toContain(alert.status);
    for (const at of [alert.startsAt, alert.endsAt]) {
      if (at !== null) expect(at).toMatch(/^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d\.\d{3}Z$/);
    }
    for (const link of alert.links) expect(link).toMatch(/^https?:\/\//i);
  }
}

for (const source of sources) {
  describe(`the source ${source.name}`, () => {
    it('reads any JSON as alerts, ignored, control or quarantined, and never throws', () => {
      fc.assert(
        fc.property(fc.json({ maxDepth: 4 }), (body) => expectTotal(source, body)),
        { numRuns: 100 },
      );
    });

    it('does so for deliveries of any vendor in which anything is replaced', () => {
      fc.assert(
        fc.property(mutated, (body) => expectTotal(source, body)),
        { numRuns: 300 },
      );
    });

    it('quarantines what is no JSON, no text, or packed wrongly', () => {
      const base64 = { 'content-transfer-encoding': 'base64' };
      for (const body of ['', 'null,', '\u{0}', '{"a":'.repeat(10)]) expectTotal(source, body);
      for (const body of ['//4A', 'H4sIAAAAAAAAA', '????']) expectTotal(source, body, base64);
      fc.assert(fc.property(fc.string(), (body) => expectTotal(source, body)));
    });
  });
}

/** What patterns are slow at: each is repeated to 40 kB and put behind every text. */
const endless = ['[', '[P1', ' ', 'a:', '1:', '/issues/', '2026-01-01T00:00 ', '"', '\\', '@'];

function withEndlessTexts(value: unknown, end: string): unknown {
  if (typeof value === 'string') return value + end.repeat(40_000 / end.length);
  if (Array.isArray(value)) return value.map((member: unknown) => withEndlessTexts(member, end));
  if (!isObject(value)) return value;
  return Object.fromEntries(
    Object.entries(value).map(([key, member]) => [key, withEndlessTexts(member, end)]),
  );
}

describe('endless fields', () => {
  // Were one read as a whole by a pattern that goes back, this would take hours.
  it.each(endless)('of %j cost no source more than their cut', (end) => {
    for (const source of sources) {
      for (const skeleton of skeletons) {
        const body = JSON.stringify(withEndlessTexts(skeleton, end));
        const parsed = source.parse({ id: 'dlv_1', source: source.name, receivedAt: '', headers: {}, body });
        if (parsed.outcome !== 'alerts') continue;
        for (const alert of parsed.alerts) expect(JSON.stringify(alert).length).toBeLessThan(400_000);
      }
    }
  });
});
