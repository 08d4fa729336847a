import * as z from 'zod';
import { type MetricName, metricNames, metricUnits } from '../../records/evidence.ts';
import type { Immutable } from '../../records/immutable.ts';
import {
  checkBalance,
  countDefined,
  keepsToken,
  nameField,
  nameInArn,
  plainNameField,
  prometheusUrlField,
  queryField,
  tokenNeedsTls,
  tokenSecretField,
  urlField,
} from '../service-fields.ts';

const cloudWatchMetricSchema = z.strictObject({
  namespace: plainNameField.refine(
    (namespace) => !/^aws\//i.test(namespace) || namespace.startsWith('AWS/'),
    {
      error: 'must begin with AWS/: CloudWatch knows the difference between AWS and aws',
    },
  ),
  name: plainNameField,
  dimensions: z.record(nameField, nameField).default({}).superRefine(checkDimensions),
  stat: z
    .string()
    .regex(/^(Sum|Average|Minimum|Maximum|SampleCount|p\d{1,2}(\.\d+)?)$/, 'must be Sum, Average, p99 or so'),
});

/** A path into a JSON document: names and [numbers], separated by dots, such as `data.items[0].value`. */
const jsonPathField = z
  .string()
  .max(256)
  .regex(/^[^.[\]\s]+(\.[^.[\]\s]+|\[\d+\])*$/, 'must be a path such as data.items[0].value');

const cloudWatchSeriesSchema = z.strictObject({
  metrics: z.record(
    z.string().regex(/^[a-z][a-zA-Z0-9_]*$/, 'must start with a lower-case letter (CloudWatch metric math)'),
    cloudWatchMetricSchema,
  ),
  expression: z
    .string()
    .trim()
    .min(1)
    .max(1024)
    .superRefine(checkBalance)
    .describe('CloudWatch metric math over the ids above.'),
});

const prometheusSeriesSchema = z
  .strictObject({
    url: prometheusUrlField.describe('Base URL of the Prometheus HTTP API, without /api/v1.'),
    query: queryField.describe('PromQL that gives one series; of several the sum counts.'),
    tokenSecret: tokenSecretField,
  })
  .refine(keepsToken, tokenNeedsTls);

const jsonSeriesSchema = z
  .strictObject({
    url: urlField.describe('An endpoint that answers with JSON, such as /api/metrics.'),
    value: jsonPathField.describe('Where the current value is; with `at`, where it is within each point.'),
    at: jsonPathField
      .optional()
      .describe('Where the time is within each point, when the endpoint gives a series.'),
    points: jsonPathField
      .optional()
      .describe('Where the list of points is; left out, the whole document is the list.'),
    tokenSecret: tokenSecretField,
  })
  .refine(({ at, points }) => points === undefined || at !== undefined, {
    path: ['points'],
    error: 'needs `at`: where the time is within each point',
  })
  .refine(keepsToken, tokenNeedsTls);

const metricSchema = z
  .strictObject({
    unit: z.enum(metricUnits),
    periodSeconds: z.literal([60, 300]).default(60),
    cloudwatch: cloudWatchSeriesSchema.optional(),
    prometheus: prometheusSeriesSchema.optional(),
    json: jsonSeriesSchema.optional(),
  })
  .refine((metric) => countDefined(metric.cloudwatch, metric.prometheus, metric.json) === 1, {
    message: 'needs exactly one of cloudwatch, prometheus and json',
  });

/** What Firebreak's rules, guard metrics and pages take each metric to be in. */
const unitOf: Readonly<Record<MetricName, (typeof metricUnits)[number]>> = {
  errorRate: 'percent',
  latencyP50: 'milliseconds',
  latencyP99: 'milliseconds',
  traffic: 'count',
  saturation: 'percent',
  throttles: 'count',
  dlqDepth: 'count',
  dlqAge: 'seconds',
};

/** Metrics of a service by name, each in its unit. */
export const metricsSchema = z
  .partialRecord(z.enum(metricNames), metricSchema)
  .superRefine((metrics, context) => {
    for (const name of metricNames) {
      const unit = metrics[name]?.unit;
      if (unit === undefined || unit === unitOf[name]) continue;
      context.addIssue({ code: 'custom', path: [name, 'unit'], message: wrongUnit(name, unit) });
    }
  });

function wrongUnit(name: MetricName, unit: string): string {
  const wanted = unitOf[name];
  const turned =
    unit === 'seconds' && wanted === 'milliseconds'
      ? 'multiply what is read by 1000'
      : `make what is read ${wanted}`;
  return `must be ${wanted}: ${name} is compared in ${wanted}, not ${unit}; ${turned} and write unit: ${wanted}`;
}

/** Only dimensions that are called so hold an ARN, such as StateMachineArn. */
function checkDimensions(dimensions: Readonly<Record<string, string>>, context: z.RefinementCtx): void {
  for (const [name, value] of Object.entries(dimensions)) {
    if (!value.startsWith('arn:') || /arn$/i.test(name)) continue;
    context.addIssue({
      code: 'custom',
      path: [name],
      message: `must be the name, not the ARN: write ${nameInArn(value)}`,
    });
  }
}

/** How one metric of a service is read. */
export type MetricPolicy = Immutable<z.output<typeof metricSchema>>;
/** One that this source has. */
export type MetricPolicyOf<Source extends 'cloudwatch' | 'prometheus' | 'json'> = MetricPolicy & {
  readonly [S in Source]: NonNullable<MetricPolicy[S]>;
};
/** One that CloudWatch has. */
export type CloudWatchMetricPolicy = MetricPolicyOf<'cloudwatch'>;
