import { describe, expect, it } from '@jest/globals';
import { sourcesByName } from '../../../lambdas/sources/index.ts';
import { instantOf } from '../../../lambdas/sources/reading/instant.ts';
import { parseJson } from '../../../lambdas/sources/reading/json.ts';

describe('the times that senders write', () => {
  const instant = '2026-01-02T03:04:05.678Z';
  const onTheSecond = '2026-01-02T03:04:05.000Z';
  const readings: readonly (readonly [unknown, string | null])[] = [
    [1767323045, onTheSecond],
    ['1767323045', onTheSecond],
    [1767323045.678, instant],
    [1767323045678, instant],
    ['1767323045678', instant],
    ['1767323045678901', instant],
    ['1767323045678901234', instant],
    ['2026-01-02T03:04:05.678901234Z', instant],
    ['2026-01-02T05:04:05.678+02:00', instant],
    ['2026-01-02T05:04:05.678+0200', instant],
    ['2026-01-02T05:04:05.678+02', instant],
    ['2026-01-01T23:04:05,678-04:00', instant],
    ['2026-01-02 03:04:05.678901 +0000 UTC m=+42208.256292221', instant],
    ['2026-01-02 05:04:05.678 +0200 CEST', instant],
    ['2026-01-02 03:04:05', onTheSecond],
    ['2026-01-02T03:04Z', '2026-01-02T03:04:00.000Z'],
    ['Fri, 02 Jan 2026 03:04:05 GMT', onTheSecond],
    ['0001-01-01T00:00:00Z', null],
    ['1969-12-31 23:59:55', null],
    [0, null],
    [-1, null],
    ['', null],
    ['N/A', null],
    ['{{ date }}', null],
    ['2026-13-40T03:04:05Z', null],
    [17_673_230_456_789_012, null],
    [{}, null],
    [null, null],
  ];
  for (const [written, read] of readings) {
    it(`reads ${JSON.stringify(written)} as ${read ?? 'no time'}`, () => {
      expect(instantOf(written)).toBe(read);
    });
  }
});

describe('numbers above 2^53', () => {
  it('come as their digits wherever they stand, and other numbers as numbers', () => {
    expect(parseJson('{"a":[9007199254740993,1.5,12],"b":{"c":-9007199254740993}}')).toEqual({
      a: ['9007199254740993', 1.5, 12],
      b: { c: '-9007199254740993' },
    });
    expect(parseJson('"1234567890123456789 is text"')).toBe('1234567890123456789 is text');
  });

  const bodies: Readonly<Record<string, (id: string) => string>> = {
    alertmanager: (id) => `{"alerts":[{"status":"firing","fingerprint":${id},"labels":{"alertname":"A"}}]}`,
    azure: (id) => `{"data":{"essentials":{"originAlertId":${id},"monitorCondition":"Fired"}}}`,
    cloudevents: (id) =>
      `{"specversion":"1.0","source":"s","type":"t","data":{"id":${id},"title":"A","status":"firing"}}`,
    datadog: (id) => `{"title":"A","alert_id":${id}}`,
    'events-v2': (id) => `{"event_action":"trigger","dedup_key":${id},"payload":{"summary":"A"}}`,
    gcp: (id) => `{"incident":{"incident_id":${id},"state":"open","condition_name":"A"}}`,
    generic: (id) => `{"id":${id},"title":"A","status":"firing"}`,
    grafana: (id) => `{"state":"alerting","ruleId":${id},"title":"A"}`,
    newrelic: (id) => `{"issueId":${id},"state":"ACTIVATED","title":"A"}`,
    opsgenie: (id) => `{"action":"Create","alert":{"alertId":${id},"message":"A"}}`,
    pagerduty: (id) => `{"event":{"event_type":"incident.triggered","data":{"id":${id},"title":"A"}}}`,
    sentry: (id) => `{"action":"created","data":{"issue":{"id":${id},"title":"A"}}}`,
  };
  for (const [name, bodyOf] of Object.entries(bodies)) {
    it(`that differ in their last digit are two alerts of ${name}`, () => {
      const fingerprints = ['9007199254740992', '9007199254740993'].map((id) => {
        const parsed = sourcesByName.get(name)?.parse({
          id: 'dlv_1',
          source: name,
          receivedAt: '2026-01-02T03:04:05.678Z',
          headers: {},
          body: bodyOf(id),
        });
        return parsed?.outcome === 'alerts' ? parsed.alerts[0]?.fingerprint : undefined;
      });
      expect(fingerprints).not.toContain(undefined);
      expect(new Set(fingerprints).size).toBe(2);
    });
  }
});
