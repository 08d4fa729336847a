import * as z from 'zod';
import { metricNames } from '../evidence/evidence.ts';
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

const metricSchema = z.strictObject({
  unit: z.enum(['percent', 'milliseconds', 'count', 'seconds']),
  periodSeconds: z.literal([60, 300]).default(60),
  cloudwatch: z.strictObject({
    metrics: z.record(
      z
        .string()
        .regex(/^[a-z][a-zA-Z0-9_]*$/, 'must start with a lower-case letter (CloudWatch metric math)'),
      cloudWatchMetricSchema,
    ),
    expression: z.string().trim().min(1).max(1024).describe('CloudWatch metric math over the ids above.'),
  }),
});

const deploymentSchema = z.strictObject({
  lambdaAlias: z.strictObject({ functionName: nameField, alias: nameField }),
});

// https://docs.aws.amazon.com/appconfig/2019-10-09/APIReference/API_StartDeployment.html
const appConfigIdField = z
  .string()
  .regex(
    /^[a-z0-9]{4,7}$/,
    'must be the id that AppConfig gave it (4 to 7 letters and digits), not its name',
  );

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
  logs: z.array(z.strictObject({ cloudwatch: z.strictObject({ logGroup: nameField }) })).default([]),
  queues: z
    .array(z.strictObject({ sqs: z.strictObject({ queue: nameField, deadLetterQueue: nameField }) }))
    .default([]),
  smokeTests: z
    .array(
      z.strictObject({
        name: sentenceField,
        url: z.url({ protocol: /^https?$/, error: 'must be an http or https URL' }),
        expectStatus: z.number().int().min(100).max(599).default(200),
      }),
    )
    .default([]),
});

/** services.yaml: what is watched, and the only place where targets of actions come from. */
export const servicesSchema = z.strictObject({
  correlateBy: z
    .array(z.enum(['service', 'environment', 'alarmName']))
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
