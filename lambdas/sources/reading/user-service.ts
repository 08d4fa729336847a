type Labels = Readonly<Record<string, string>>;

/** Names of labels in lower-case letters only; those before others are about less, and win. */
const serviceNames = ['service', 'servicename', 'microservice', 'cloudrolename'];
const applicationNames = [
  'appkubernetesioname',
  'labelappkubernetesioname',
  'app',
  'labelapp',
  'appname',
  'application',
  'applicationname',
];

/** What collects or shows telemetry says nothing about whose telemetry it is. */
const collectors =
  /(^|[-_./ ])(exporter|kube-?state-?metrics|kubelet|cadvisor|push-?gateway|(otel|opentelemetry)(-collector)?|blackbox|telegraf|fluent-?(bit|d)|statsd|collectd|vm(agent|alert)|node-problem-detector|metrics-server|prometheus|alert-?manager|grafana|datadog|cloudwatch|new ?relic|dynatrace|splunk|zabbix|nagios|icinga|check-?mk|sensu|solarwinds|pagerduty|opsgenie|pingdom|statuscake|uptime-?(kuma|robot))($|[-_./ ])/i;
const vendors = /^(aws|azure|microsoft\.\w+)\/|^amazon |\.(googleapis|amazonaws|azure)\.com$/i;

/** What stands there when nobody gave a name, as OpenTelemetry's and PagerDuty's defaults do; a number is an id. */
const unnamed =
  /^(unknown[ _-]?service(:.*)?|default[ _-]service|unknown|undefined|null|none|n\/?a|-+|\d+)$/i;

/** Whether a name is that of a telemetry tool or a vendor's product, or none at all, so that unrelated alerts share it. */
function isTelemetryName(name: string): boolean {
  const told = name.slice(0, 200);
  return collectors.test(told) || vendors.test(told) || unnamed.test(told.trim());
}

/** The first that names a service of the user's own. */
export function userService(...names: readonly (string | null | undefined)[]): string | null {
  return names.find((name): name is string => typeof name === 'string' && !isTelemetryName(name)) ?? null;
}

/** The user's own service that labels, tags or dimensions name, whatever the spelling of their names: the most specific wins. */
export function serviceIn(labels: Labels): string | null {
  const values = new Map<string, string>();
  for (const [name, value] of Object.entries(labels)) {
    const key = name.toLowerCase().replaceAll(/[^a-z]/g, '');
    if (!values.has(key)) values.set(key, value);
  }
  const find = (names: readonly string[]) => userService(...names.map((name) => values.get(name)));
  if (!isScrapeTarget(labels)) return find(serviceNames) ?? find(applicationNames);
  return find(applicationNames) ?? (isAboutItself(labels) ? find(serviceNames) : null);
}

/**
 * The Prometheus Operator labels every series with the Service that was scraped, its port (`endpoint`) and `job`
 * (https://prometheus-operator.dev/docs/api-reference/api/#monitoring.coreos.com/v1.ServiceMonitor).
 */
function isScrapeTarget(labels: Labels): boolean {
  return labels['endpoint'] !== undefined && labels['job'] !== undefined;
}

/** An application tells about itself; an exporter about others, which keep their labels or get them as `exported_…`. */
function isAboutItself(labels: Labels): boolean {
  const { service = '', pod } = labels;
  const tellsOfOthers = Object.keys(labels).some((name) => name.startsWith('exported_'));
  return !tellsOfOthers && (pod === undefined || pod.startsWith(service));
}
