import { describe, expect, it } from '@jest/globals';
import { sourcesByName } from '../../../lambdas/sources/index.ts';
import { parseJson } from '../../../lambdas/sources/reading/json.ts';

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
