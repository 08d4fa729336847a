/** What a sample says. `firing` opens an incident; `resolved` ends an alert that never was, which opens none. */
export interface SampleOptions {
  readonly status: 'firing' | 'resolved';
  /** Identity of the alert, the same in both. */
  readonly id: string;
  readonly now: Date;
}

export const sampleTitle = 'Firebreak test';
const service = 'firebreak-test';
const description = 'Sent by "firebreak sources test". Nothing is wrong.';

type Sample = (options: SampleOptions) => unknown;

/** A delivery of each source in its vendor's own shape, plainly a test. Topics are missing: only SNS signs for them. */
const samples: Readonly<Record<string, Sample>> = {
  alertmanager: (options) => groupOf('4', options),
  azure: ({ status, id, now }) => ({
    schemaId: 'azureMonitorCommonAlertSchema',
    data: {
      essentials: {
        alertId: `/subscriptions/0/providers/Microsoft.AlertsManagement/alerts/${id}`,
        originAlertId: id,
        alertRule: sampleTitle,
        severity: 'Sev4',
        signalType: 'Metric',
        monitorCondition: status === 'firing' ? 'Fired' : 'Resolved',
        monitoringService: 'Platform',
        firedDateTime: now.toISOString(),
        description,
      },
      customProperties: { service },
    },
  }),
  cloudevents: ({ status, id, now }) => ({
    specversion: '1.0',
    id: `${id}-${status}`,
    source: '/firebreak/test',
    type: 'org.firebreak.test',
    time: now.toISOString(),
    data: { id, title: sampleTitle, status, severity: 'info', service, description },
  }),
  'cloudwatch-eventbridge': ({ status, id, now }) => ({
    version: '0',
    id: `${id}-${status}`,
    'detail-type': 'CloudWatch Alarm State Change',
    source: 'aws.cloudwatch',
    account: '000000000000',
    time: now.toISOString(),
    region: 'us-east-1',
    resources: [alarmArn(id)],
    detail: { alarmName: sampleTitle, state: stateOf(status, now), configuration: { description } },
  }),
  'cloudwatch-lambda': ({ status, id, now }) => ({
    source: 'aws.cloudwatch',
    alarmArn: alarmArn(id),
    accountId: '000000000000',
    time: now.toISOString(),
    region: 'us-east-1',
    alarmData: { alarmName: sampleTitle, state: stateOf(status, now), configuration: { description } },
  }),
  datadog: ({ status, id, now }) => ({
    title: `[${status === 'firing' ? 'Triggered' : 'Recovered'}] ${sampleTitle}`,
    alert_transition: status === 'firing' ? 'Triggered' : 'Recovered',
    alert_priority: 'P5',
    aggreg_key: id,
    date: String(now.getTime()),
    tags: `service:${service}`,
    body: description,
  }),
  'events-v2': ({ status, id, now }) => ({
    event_action: status === 'firing' ? 'trigger' : 'resolve',
    dedup_key: id,
    payload: {
      summary: sampleTitle,
      source: service,
      severity: 'info',
      timestamp: now.toISOString(),
      component: service,
    },
  }),
  gcp: ({ status, id, now }) => ({
    version: '1.2',
    incident: {
      incident_id: id,
      state: status === 'firing' ? 'open' : 'closed',
      started_at: seconds(now),
      ended_at: status === 'firing' ? null : seconds(now),
      condition_name: sampleTitle,
      policy_user_labels: { severity: 'info', service },
      summary: description,
    },
  }),
  generic: ({ status, id, now }) => ({
    id,
    title: sampleTitle,
    status,
    severity: 'info',
    service,
    description,
    startsAt: now.toISOString(),
  }),
  grafana: (options) => groupOf('1', options),
  newrelic: ({ status, id, now }) => ({
    id,
    title: sampleTitle,
    priority: 'LOW',
    state: status === 'firing' ? 'ACTIVATED' : 'CLOSED',
    trigger: 'STATE_CHANGE',
    createdAt: now.getTime(),
    closedAt: status === 'firing' ? null : now.getTime(),
    service,
    description,
  }),
  opsgenie: ({ status, id, now }) => ({
    action: status === 'firing' ? 'Create' : 'Close',
    alert: {
      alertId: id,
      alias: id,
      message: sampleTitle,
      description,
      priority: 'P5',
      createdAt: now.getTime(),
      updatedAt: now.getTime(),
      details: { service },
    },
  }),
  pagerduty: ({ status, id, now }) => ({
    event: {
      id: `${id}-${status}`,
      event_type: status === 'firing' ? 'incident.triggered' : 'incident.resolved',
      resource_type: 'incident',
      occurred_at: now.toISOString(),
      data: {
        id,
        type: 'incident',
        title: sampleTitle,
        service: { summary: service },
        urgency: 'low',
        priority: { summary: 'P5' },
      },
    },
  }),
  sentry: ({ status, id, now }) => ({
    action: status === 'firing' ? 'created' : 'resolved',
    data: {
      issue: {
        id,
        title: sampleTitle,
        level: 'info',
        status: status === 'firing' ? 'unresolved' : 'resolved',
        project: { slug: service },
        firstSeen: now.toISOString(),
        metadata: { value: description },
      },
    },
    installation: { uuid: id },
  }),
};

/** The raw body; null for a source that nobody but SNS can send as. */
export function sampleBody(source: string, options: SampleOptions): string | null {
  const sample = Object.hasOwn(samples, source) ? samples[source] : undefined;
  return sample === undefined ? null : JSON.stringify(sample(options));
}

/** A group of one, as Alertmanager and Grafana send it. */
function groupOf(version: string, { status, id, now }: SampleOptions): unknown {
  const labels = { alertname: sampleTitle, severity: 'info', service };
  return {
    version,
    receiver: 'firebreak',
    status,
    groupKey: `{}:{alertname="${sampleTitle}"}`,
    groupLabels: { alertname: sampleTitle },
    commonLabels: labels,
    alerts: [
      {
        status,
        labels,
        annotations: { summary: sampleTitle, description },
        startsAt: now.toISOString(),
        endsAt: status === 'firing' ? '0001-01-01T00:00:00Z' : now.toISOString(),
        fingerprint: id,
      },
    ],
  };
}

function stateOf(status: SampleOptions['status'], now: Date) {
  return { value: status === 'firing' ? 'ALARM' : 'OK', reason: description, timestamp: now.toISOString() };
}

function alarmArn(id: string): string {
  return `arn:aws:cloudwatch:us-east-1:000000000000:alarm:${id}`;
}

function seconds(now: Date): number {
  return Math.floor(now.getTime() / 1000);
}
