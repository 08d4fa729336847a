import * as z from 'zod';
import { correlationParts } from '../records/correlation-part.ts';
import { blastDimensions, metricNames } from '../records/evidence.ts';
import type { Immutable } from '../records/immutable.ts';
import { changeSourceNames } from '../records/reported-change.ts';
import { idField, sentenceField } from './fields.ts';
import { type ResourceForm, resourceSchema } from './resource-schema.ts';

const nameField = z.string().trim().min(1).max(256);

const cloudWatchMetricSchema = z.strictObject({
  namespace: nameField,
  name: nameField,
  dimensions: z.record(nameField, nameField).default({}),
  stat: z
    .string()
    .regex(/^(Sum|Average|Minimum|Maximum|SampleCount|p\d{1,2}(\.\d+)?)$/, 'must be Sum, Average, p99 or so'),
});

const urlField = z
  .url({ protocol: /^https?$/, error: 'must be an http or https URL' })
  .refine((url) => !hasCredentials(url), {
    error: 'must not hold a user or password: name a secret in tokenSecret',
  });
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

/** A base URL to which paths are added. */
const baseUrlField = urlField.refine((url) => !/[?#]/.test(url), {
  error: 'must not have a query or fragment: paths are added to it',
});

/** A token in the clear would be anybody's on the way. */
const tokenNeedsTls = {
  path: ['url'],
  error: 'must begin with https:// where a tokenSecret is sent',
};

const prometheusSeriesSchema = z
  .strictObject({
    url: baseUrlField
      .refine((url) => !/\/api\/v1\/?$/.test(url), { error: 'must be the base URL, without /api/v1' })
      .describe('Base URL of the Prometheus HTTP API, without /api/v1.'),
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
    unit: z.enum(['percent', 'milliseconds', 'count', 'seconds']),
    periodSeconds: z.literal([60, 300]).default(60),
    cloudwatch: cloudWatchSeriesSchema.optional(),
    prometheus: prometheusSeriesSchema.optional(),
    json: jsonSeriesSchema.optional(),
  })
  .refine((metric) => countDefined(metric.cloudwatch, metric.prometheus, metric.json) === 1, {
    message: 'needs exactly one of cloudwatch, prometheus and json',
  });

const reportedChangesSchema = z.strictObject({
  source: z.enum(changeSourceNames),
  subject: nameField.describe(
    'What the sender calls it: the repository (github), the id of the service or environment (cdevents), `service` (generic).',
  ),
  environment: nameField
    .optional()
    .describe('What the sender calls its environment; default: the environment of this service.'),
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
        selector: queryField
          .regex(/^\{[^}]*\}/, 'must begin with a stream selector such as {app="checkout"}')
          .describe('LogQL stream selector and filter of error lines.'),
        tokenSecret: tokenSecretField,
        grafana: z
          .strictObject({ url: urlField, datasource: nameField })
          .optional()
          .describe('Grafana that shows these logs, with the uid of its data source: gives the link.'),
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

function hasCredentials(url: string): boolean {
  const parsed = URL.parse(url);
  return parsed !== null && (parsed.username !== '' || parsed.password !== '');
}

function keepsToken({
  url,
  tokenSecret,
}: {
  readonly url: string;
  readonly tokenSecret?: string | undefined;
}) {
  return tokenSecret === undefined || /^(https:|http:\/\/(127\.0\.0\.1|localhost)[:/])/i.test(`${url}/`);
}

function countDefined(...values: readonly unknown[]): number {
  return values.filter((value) => value !== undefined).length;
}

const matchSchema = z
  .strictObject({
    labels: z.record(nameField, nameField).optional(),
    alarmName: nameField.optional().describe('Name of the alarm or alert rule; * stands for any text.'),
  })
  .refine((match) => match.labels !== undefined || match.alarmName !== undefined, {
    message: 'needs labels, alarmName or both',
  });

const accountField = nameField.describe('AWS account, Azure subscription or Google Cloud project.');

const environmentSchema = z.strictObject({
  id: idField,
  aliases: z.array(nameField).default([]).describe('What else senders call it; letter case does not matter.'),
  accounts: z
    .array(accountField)
    .default([])
    .describe('Whose alerts are about it when they do not say; none of another account is.'),
});

const serviceFields = z.strictObject({
  id: idField,
  name: sentenceField,
  tier: z.literal([1, 2, 3]).describe('1: the business stops without it.'),
  owner: idField.describe('Id of the person in people.yaml who owns its debts and follow-ups.'),
  environment: idField,
  region: z.string().regex(/^[a-z]{2}(-[a-z]+)+-\d$/, 'must be an AWS Region such as eu-west-1'),
  account: accountField
    .optional()
    .describe('Its account: what names another one is not about it. Left out: alerts of any account are.'),
  match: z
    .array(matchSchema)
    .default([])
    .describe('Whose alerts are about it: any entry suffices; all of an entry must fit.'),
  metrics: z.partialRecord(z.enum(metricNames), metricSchema).default({}),
  reportedChanges: z
    .array(reportedChangesSchema)
    .default([])
    .describe(
      'Reported at POST /v1/changes/<source>. What is reported about the id of this service needs no entry.',
    ),
  logs: z.array(logsSchema).default([]),
  blastRadius: z
    .partialRecord(z.enum(blastDimensions), blastSourceSchema)
    .default({})
    .describe('How it is told who is affected, per dimension.'),
  encryptionKeys: z
    .array(
      z
        .string()
        .regex(
          /^arn:aws[a-z-]*:kms:[a-z0-9-]+:\d{12}:key\/(mrk-)?[0-9a-f-]{32,36}$/,
          'must be the ARN of a KMS key (arn:aws:kms:REGION:ACCOUNT:key/ID), not of an alias',
        ),
    )
    .default([])
    .describe('Your own KMS keys, with which its secrets, flags or configurations are encrypted.'),
  dependsOn: z
    .array(idField)
    .default([])
    .describe('Ids of services that this one needs: their changes and their degradation explain its own.'),
});

function serviceSchemaOf(kinds: readonly ResourceForm[]) {
  return serviceFields
    .extend({
      resources: z
        .array(resourceSchema(kinds))
        .default([])
        .describe('What changes are looked for in, and what actions may work on.'),
    })
    .refine(
      ({ logs, blastRadius }) =>
        logs.length > 0 || Object.values(blastRadius).every(({ logField }) => logField === undefined),
      { path: ['blastRadius'], error: 'a logField is a field of the lines in logs: the service needs logs' },
    );
}

/** services.yaml: what is watched, and the only place where targets of actions come from. */
export function servicesSchemaOf(kinds: readonly ResourceForm[]) {
  return z.strictObject({
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
    environments: z
      .array(environmentSchema)
      .default([])
      .describe('What senders call environments. prod, stg, dev and the like are known.'),
    defaultEnvironment: idField
      .default('unknown')
      .describe('For alerts that say nothing and are about no service, or one in several environments.'),
    services: z.array(serviceSchemaOf(kinds)).min(1, 'needs at least one service'),
  });
}

export type ServicesPolicy = Immutable<z.output<ReturnType<typeof servicesSchemaOf>>>;
/** One service as policy describes it. */
export type ServicePolicy = ServicesPolicy['services'][number];
/** Where logs of a service are. */
export type LogsPolicy = ServicePolicy['logs'][number];
/** How to find out who is affected along one dimension. */
export type BlastSourcePolicy = Immutable<z.output<typeof blastSourceSchema>>;
/** How one metric of a service is read. */
export type MetricPolicy = Immutable<z.output<typeof metricSchema>>;
/** One that this source has. */
export type MetricPolicyOf<Source extends 'cloudwatch' | 'prometheus' | 'json'> = MetricPolicy & {
  readonly [S in Source]: NonNullable<MetricPolicy[S]>;
};
/** One that CloudWatch has. */
export type CloudWatchMetricPolicy = MetricPolicyOf<'cloudwatch'>;
