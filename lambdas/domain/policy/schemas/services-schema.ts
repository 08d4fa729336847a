import * as z from 'zod';
import { correlationParts } from '../../records/correlation-part.ts';
import { blastDimensions } from '../../records/evidence.ts';
import type { Immutable } from '../../records/immutable.ts';
import { changeSourceNames } from '../../records/reported-change.ts';
import { idField, sentenceField } from '../fields.ts';
import { nameField } from '../service-fields.ts';
import { checkLocations, locationSchema, placed, regionField } from './locations-schema.ts';
import { blastSourceSchema, logsSchema } from './logs-schema.ts';
import { metricsSchema } from './metric-schema.ts';
import { recoverySchema } from './recovery-schema.ts';
import { type ResourceForm, resourceSchema } from './resource-schema.ts';
import { type SmokeTestForm, smokeTestSchema } from './smoke-test-schema.ts';

const reportedChangesSchema = z.strictObject({
  source: z.enum(changeSourceNames),
  subject: nameField.describe(
    'What the sender calls it: the repository (github), the id of the service or environment (cdevents), `service` (generic).',
  ),
  environment: nameField
    .optional()
    .describe('What the sender calls its environment; default: the environment of this service.'),
});

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
  region: regionField.optional().describe('Where it is; left out, that of its location.'),
  location: idField
    .optional()
    .describe(
      'Id of the location of its metrics, logs and resources; left out: the account and Region that Firebreak runs in.',
    ),
  account: accountField
    .optional()
    .describe('Its account: what names another one is not about it. Left out: alerts of any account are.'),
  match: z
    .array(matchSchema)
    .default([])
    .describe('Whose alerts are about it: one matching entry is enough; everything in the entry must match.'),
  metrics: metricsSchema.default({}),
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

function serviceSchemaOf(kinds: readonly ResourceForm[], smokeTests: readonly SmokeTestForm[]) {
  return serviceFields
    .extend({
      resources: z
        .array(resourceSchema(kinds))
        .default([])
        .describe('What changes are looked for in, and what actions may work on.'),
      smokeTests: z
        .array(smokeTestSchema(smokeTests))
        .max(10)
        .default([])
        .describe('Critical flows that are tried before an incident closes (docs/smoke-tests.md).'),
      recovery: recoverySchema.describe('What has to be true before an incident closes by itself.'),
    })
    .refine(
      ({ logs, blastRadius }) =>
        logs.length > 0 || Object.values(blastRadius).every(({ logField }) => logField === undefined),
      { path: ['blastRadius'], error: 'a logField is a field of the lines in logs: the service needs logs' },
    );
}

/** services.yaml: what is watched, and the only place where targets of actions come from. */
export function servicesSchemaOf(kinds: readonly ResourceForm[], smokeTests: readonly SmokeTestForm[]) {
  return z
    .strictObject({
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
      locations: z
        .array(locationSchema)
        .default([])
        .describe(
          'Accounts and Regions, other than those that Firebreak runs in, in which it reads and acts.',
        ),
      services: z.array(serviceSchemaOf(kinds, smokeTests)).min(1, 'needs at least one service'),
    })
    .superRefine(checkLocations)
    .transform(({ locations, services, ...rest }) => ({
      ...rest,
      locations,
      services: services.map((service) => placed(service, locations)),
    }));
}

export type ServicesPolicy = Immutable<z.output<ReturnType<typeof servicesSchemaOf>>>;
/** One service as policy describes it. */
export type ServicePolicy = ServicesPolicy['services'][number];
