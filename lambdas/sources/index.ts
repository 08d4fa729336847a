import type { AlertSource } from '../ports/plug-ins/alert-source.ts';
import { alertmanager } from './alertmanager.ts';
import { azure } from './azure.ts';
import { cloudevents } from './cloudevents.ts';
import { cloudwatchEventbridge } from './cloudwatch-eventbridge.ts';
import { cloudwatchLambda } from './cloudwatch-lambda.ts';
import { cloudwatchSns } from './cloudwatch-sns.ts';
import { datadog } from './datadog.ts';
import { eventsV2 } from './events-v2.ts';
import { gcp } from './gcp.ts';
import { generic } from './generic.ts';
import { grafana } from './grafana.ts';
import { newrelic } from './newrelic.ts';
import { opsgenie } from './opsgenie.ts';
import { pagerduty } from './pagerduty.ts';
import { sentry } from './sentry.ts';
import { sns } from './sns.ts';

/** Every kind of sender: one file and one line here make a source. */
export const sources: readonly AlertSource[] = [
  alertmanager,
  azure,
  cloudevents,
  cloudwatchEventbridge,
  cloudwatchLambda,
  cloudwatchSns,
  datadog,
  eventsV2,
  gcp,
  generic,
  grafana,
  newrelic,
  opsgenie,
  pagerduty,
  sentry,
  sns,
];

export const sourcesByName: ReadonlyMap<string, AlertSource> = new Map(
  sources.map((source) => [source.name, source]),
);
