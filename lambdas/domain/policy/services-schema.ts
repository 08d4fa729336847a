import * as z from 'zod';
import { changeSourceNames } from '../changes/told-change.ts';
import { correlationParts } from '../correlation/correlation-part.ts';
import { blastDimensions, metricNames } from '../evidence/evidence.ts';
import type { Immutable } from '../immutable.ts';
import { idField, sentenceField } from './fields.ts';

const nameField = z.string().trim().min(1).max(256);

const cloudWatchMetricSchema = z.strictObject({
  namespace: nameField,
  name: nameField,
  dimensions: z.record(nameField, nameField).default({}),
  stat: z
    .string()
    .regex(/^(Sum|Average|Minimum|Maximum|SampleCount|p\d{1,2}(\.\d+)?)$/, 'must be Sum, Average, p99 or so'),
});

const urlField = z.url({ protocol: /^https?$/, error: 'must be an http or https URL' });
const queryField = z.string().trim().min(1).max(4096);
/** Name of the secret in Secrets Manager that holds a bearer token, for a server that asks for one. */
const tokenSecretField = nameField.optional().describe('Secret that holds the bearer token for this server.');
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
  expression: z.string().trim().min(1).max(1024).describe('CloudWatch metric math over the ids above.'),
});

const prometheusSeriesSchema = z.strictObject({
  url: urlField.describe('Base URL of the Prometheus HTTP API, without /api/v1.'),
  query: queryField.describe('PromQL that gives one series; of several the sum counts.'),
  tokenSecret: tokenSecretField,
});

const jsonSeriesSchema = z.strictObject({
  url: urlField.describe('An endpoint that answers with JSON, such as /api/metrics.'),
  value: jsonPathField.describe('Where the current value is, or where the points are when `at` is given.'),
  at: jsonPathField
    .optional()
    .describe('Path of the time within each point; then `value` is the path of the value within it.'),
  points: jsonPathField.optional().describe('Path of the list of points, when the endpoint gives a series.'),
  tokenSecret: tokenSecretField,
});

const metricSchema = z
  .strictObject({
    unit: z.enum(['percent', 'milliseconds', 'count', 'seconds']),
    periodSeconds: z.literal([60, 300]).default(60),
    cloudwatch: cloudWatchSeriesSchema.optional(),
    prometheus: prometheusSeriesSchema.optional(),
    json: jsonSeriesSchema.optional(),
  })
  .refine((metric) => countDefined(metric.cloudwatch, metric.prometheus, metric.json) === 1, {
    message: 'needs exactly one of cloudwatch, prometheus and json',
  });

// https://docs.aws.amazon.com/appconfig/2019-10-09/APIReference/API_StartDeployment.html
const appConfigIdField = z
  .string()
  .regex(
    /^[a-z0-9]{4,7}$/,
    'must be the id that AppConfig gave it (4 to 7 letters and digits), not its name',
  );

const deploymentSchema = z
  .strictObject({
    lambdaAlias: z.strictObject({ functionName: nameField, alias: nameField }).optional(),
    codeDeploy: z.strictObject({ application: nameField, deploymentGroup: nameField }).optional(),
    ecs: z.strictObject({ cluster: nameField, service: nameField }).optional(),
    cloudFormation: z.strictObject({ stack: nameField }).optional(),
    appConfig: z
      .strictObject({
        application: appConfigIdField,
        environment: appConfigIdField,
        profile: appConfigIdField,
      })
      .optional()
      .describe('A configuration profile that is no feature flags; those go under `flags`.'),
    webhook: z
      .strictObject({
        source: z.enum(changeSourceNames),
        subject: nameField.describe(
          'What the sender calls it: the repository (github), the id of the service or environment (cdevents), `service` (generic).',
        ),
        environment: nameField
          .optional()
          .describe('What the sender calls its environment; default: the environment of this service.'),
      })
      .optional()
      .describe('Told at POST /v1/changes/<source>. What is told of the id of this service needs no entry.'),
  })
  .refine((deployment) => countDefined(...Object.values(deployment)) === 1, {
    message: 'needs exactly one of lambdaAlias, codeDeploy, ecs, cloudFormation, appConfig and webhook',
  });

const logsSchema = z
  .strictObject({
    cloudwatch: z
      .strictObject({
        logGroup: nameField,
        filter: queryField
          .optional()
          .describe('Logs Insights filter of error lines; default: level or text says error.'),
      })
      .optional(),
    loki: z
      .strictObject({
        url: urlField.describe('Base URL of Loki, without /loki/api/v1.'),
        selector: queryField.describe('LogQL stream selector and filter of error lines.'),
        tokenSecret: tokenSecretField,
      })
      .optional(),
  })
  .refine((logs) => countDefined(logs.cloudwatch, logs.loki) === 1, {
    message: 'needs exactly one of cloudwatch and loki',
  });

const blastSourceSchema = z
  .strictObject({
    logField: nameField.optional().describe('Field of the log lines of `logs` that names the tenant, user …'),
    prometheus: z
      .strictObject({
        url: urlField,
        errors: queryField.describe(
          'PromQL of errors by this dimension, one series per value; {window} is filled in.',
        ),
        requests: queryField.optional().describe('The same for all requests.'),
        label: nameField,
        tokenSecret: tokenSecretField,
      })
      .optional(),
    cloudwatch: z
      .strictObject({
        namespace: nameField,
        errors: nameField,
        requests: nameField.optional(),
        dimension: nameField,
      })
      .optional(),
  })
  .refine((source) => countDefined(source.logField, source.prometheus, source.cloudwatch) === 1, {
    message: 'needs exactly one of logField, prometheus and cloudwatch',
  });

function countDefined(...values: readonly unknown[]): number {
  return values.filter((value) => value !== undefined).length;
}

const flagSchema = z.strictObject({
  appConfig: z.strictObject({
    application: appConfigIdField,
    environment: appConfigIdField,
    profile: appConfigIdField,
    flag: nameField,
  }),
});

const matchSchema = z
  .strictObject({
    labels: z.record(nameField, nameField).optional(),
    alarmName: nameField.optional().describe('Name of the alarm or alert rule; * stands for any text.'),
  })
  .refine((match) => match.labels !== undefined || match.alarmName !== undefined, {
    message: 'needs labels, alarmName or both',
  });

const serviceSchema = z.strictObject({
  id: idField,
  name: sentenceField,
  tier: z.literal([1, 2, 3]).describe('1: the business stops without it.'),
  owner: idField.describe('Id of the person in people.yaml who owns its debts and follow-ups.'),
  environment: idField,
  region: z.string().regex(/^[a-z]{2}(-[a-z]+)+-\d$/, 'must be an AWS Region such as eu-west-1'),
  match: z
    .array(matchSchema)
    .default([])
    .describe('Whose alerts are about it: any entry suffices; all of an entry must fit.'),
  metrics: z.partialRecord(z.enum(metricNames), metricSchema).default({}),
  deployments: z.array(deploymentSchema).default([]),
  flags: z.array(flagSchema).default([]),
  logs: z.array(logsSchema).default([]),
  blastRadius: z
    .partialRecord(z.enum(blastDimensions), blastSourceSchema)
    .default({})
    .describe('How it is told who is affected, per dimension.'),
  dependsOn: z
    .array(idField)
    .default([])
    .describe('Ids of services that this one needs: their changes and their trouble explain its own.'),
  queues: z
    .array(z.strictObject({ sqs: z.strictObject({ queue: nameField, deadLetterQueue: nameField }) }))
    .default([]),
  smokeTests: z
    .array(
      z.strictObject({
        name: sentenceField,
        url: urlField,
        expectStatus: z.number().int().min(100).max(599).default(200),
      }),
    )
    .default([]),
});

/** services.yaml: what is watched, and the only place where targets of actions come from. */
export const servicesSchema = z.strictObject({
  correlateBy: z
    .array(
      z.union(
        [z.enum(correlationParts), z.templateLiteral(['label:', z.string().min(1)])],
        'must be service, environment, alarmName or label:NAME',
      ),
    )
    .min(1)
    .default(['service', 'environment'])
    .describe('What groups alerts into one incident.'),
  services: z.array(serviceSchema).min(1, 'needs at least one service'),
});

export type ServicesPolicy = Immutable<z.output<typeof servicesSchema>>;
/** One service as policy describes it. */
export type ServicePolicy = ServicesPolicy['services'][number];
/** How one metric of a service is read. */
export type MetricPolicy = Immutable<z.output<typeof metricSchema>>;
/** One that CloudWatch has. */
export type CloudWatchMetricPolicy = MetricPolicy & {
  readonly cloudwatch: NonNullable<MetricPolicy['cloudwatch']>;
};
