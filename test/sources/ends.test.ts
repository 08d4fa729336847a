import { describe, expect, it } from '@jest/globals';
import type { Alert } from '../../lambdas/domain/records/alert.ts';
import { sources } from '../../lambdas/sources/index.ts';

/** The one alert of a delivery. */
function alertIn(source: string, body: unknown): Alert {
  const outcome = sources
    .find(({ name }) => name === source)
    ?.parse({
      id: 'dlv_1',
      source,
      receivedAt: '2026-11-23T02:30:00.000Z',
      headers: {},
      body: JSON.stringify(body),
    });
  if (outcome?.outcome !== 'alerts') throw new Error(outcome?.reason ?? `There is no source ${source}`);
  const [alert] = outcome.alerts;
  if (alert === undefined) throw new Error('It has no alert');
  return alert;
}

const grafana = (alert: object, group: object = {}) => ({
  ...group,
  alerts: [{ status: 'resolved', labels: { alertname: 'Lag' }, ...alert }],
});
const gcp = (incident: object) => ({ incident: { incident_id: 'g-1', state: 'closed', ...incident } });
const newrelic = (issue: object) => ({ issueId: 'n-1', title: 'Lag', state: 'CLOSED', ...issue });
const datadog = (event: object) => ({ aggreg_key: 'd-1', title: 'Lag', ...event });
const plain = (alert: object) => ({ id: 'p-1', title: 'Lag', status: 'resolved', ...alert });

const azureHealth = (context: object, essentials: object = {}) => ({
  data: {
    essentials: {
      originAlertId: `event-${JSON.stringify(context).length}`,
      alertRule: 'health of storage',
      monitorCondition: 'Fired',
      firedDateTime: '2026-11-23T02:00:00Z',
      alertTargetIDs: ['/subscriptions/s/resourcegroups/r/providers/p/t/one'],
      ...essentials,
    },
    alertContext: { properties: context },
  },
});

describe('an end', () => {
  it.each([
    ['grafana', grafana({}, { commonLabels: { grafana_state_reason: 'MissingSeries' } })],
    ['grafana', grafana({ labels: { alertname: 'Lag', grafana_state_reason: 'Paused' } })],
    [
      'datadog',
      datadog({ alert_transition: 'Recovered', body: 'This monitor was auto-resolved after 24 h' }),
    ],
    ['gcp', gcp({ summary: 'The incident was closed manually.' })],
    ['gcp', gcp({ summary: 'Closed by kim on the incident page' })],
    ['newrelic', newrelic({ issueClosedReason: 'Time limit expired' })],
    ['newrelic', newrelic({ trigger: 'ISSUE_TTL' })],
    ['generic', plain({ resolution: { type: 'no_data' } })],
    ['generic', plain({ resolved_by: 'timeout' })],
    ['generic', plain({ closed_by: { type: 'system', name: 'Auto close' } })],
    ['azure', azureHealth({ currentHealthStatus: 'Unknown' })],
  ])('of %s for want of a look is no recovery: %j', (source, body) => {
    expect(alertIn(source, body).status).toBe('no-data');
  });

  it.each([
    ['grafana', grafana({})],
    ['datadog', datadog({ alert_transition: 'Recovered', body: 'No data? Look at the agent.' })],
    ['gcp', gcp({ summary: 'Lag returned to normal with a value of 0.2.' })],
    ['newrelic', newrelic({ trigger: 'INCIDENT_CLOSED', closedBy: 'kim' })],
    ['generic', plain({ reason: 'Timeout', resolved_by: 'kim' })],
    ['azure', azureHealth({ currentHealthStatus: 'Available' })],
    ['azure', azureHealth({ trackingId: 'T-1', stage: 'Resolved' })],
  ])('of %s is one otherwise: %j', (source, body) => {
    expect(alertIn(source, body).status).toBe('resolved');
  });
});

describe('health that Azure tells by events which are always fired', () => {
  it('ends the alert that it began, and no other', () => {
    const began = alertIn('azure', azureHealth({ trackingId: 'T-1', stage: 'Active' }));
    const ended = alertIn('azure', azureHealth({ trackingId: 'T-1', stage: 'Resolved' }));
    const other = alertIn('azure', azureHealth({ trackingId: 'T-2', stage: 'Active' }));
    expect([began.status, ended.fingerprint]).toEqual(['firing', began.fingerprint]);
    expect(other.fingerprint).not.toBe(began.fingerprint);
    const down = alertIn('azure', azureHealth({ currentHealthStatus: 'Unavailable' }));
    const up = alertIn('azure', azureHealth({ currentHealthStatus: 'Available' }));
    const elsewhere = alertIn(
      'azure',
      azureHealth({ currentHealthStatus: 'Unavailable' }, { alertTargetIDs: ['/subscriptions/s/two'] }),
    );
    expect([down.status, up.fingerprint]).toEqual(['firing', down.fingerprint]);
    expect(elsewhere.fingerprint).not.toBe(down.fingerprint);
  });
});
