const services = 1000;
const startsAt = '2026-11-23T02:01:00Z';

interface SampleAlert {
  readonly labels: Readonly<Record<string, string>>;
  readonly annotations: Readonly<Record<string, string>>;
  readonly startsAt: string;
}

function sampleAlert(index: number): SampleAlert {
  return {
    labels: {
      alertname: 'ErrorRateHigh',
      service: `service-${index % services}`,
      environment: 'production',
      severity: 'critical',
    },
    annotations: { summary: 'More than 5 % of the requests fail' },
    startsAt,
  };
}

/** What Alertmanager's webhook posts for one alert. */
export function webhookBody(index: number): string {
  const alert = sampleAlert(index);
  return JSON.stringify({
    version: '4',
    groupKey: `{}:{service="${alert.labels['service']}"}`,
    status: 'firing',
    receiver: 'firebreak',
    groupLabels: {},
    commonLabels: alert.labels,
    externalURL: 'http://alertmanager:9093',
    alerts: [
      { status: 'firing', ...alert, endsAt: '0001-01-01T00:00:00Z', fingerprint: `f-${index % services}` },
    ],
  });
}

/** What Prometheus posts to Alertmanager for one alert. */
export function prometheusBody(index: number): string {
  return JSON.stringify([{ ...sampleAlert(index), startsAt: new Date().toISOString() }]);
}
