import * as z from 'zod';
import { factorField, nameField, percentField } from './scenario-fields.ts';

export const functionSchema = z.strictObject({
  name: nameField,
  alias: nameField.default('live'),
  versions: z.array(z.strictObject({ version: z.string().regex(/^\d+$/), minutesAgo: z.number() })).min(1),
  live: z.string(),
  reservedConcurrency: z.number().int().min(0).optional().describe('Requests beyond it are turned away.'),
  provisionedConcurrency: z.number().int().min(1).optional().describe('Of its alias.'),
});

const flagValueSchema = z.looseObject({ enabled: z.boolean() });

export const profileSchema = z.strictObject({
  application: nameField,
  environment: nameField,
  profile: nameField,
  minutesAgo: z.number(),
  values: z.record(z.string(), flagValueSchema),
});

/** An AppConfig profile that holds no flags. */
export const configurationSchema = profileSchema.omit({ values: true });

/** Errors of a dependency and its slowness reach the share of the requests that need it. */
const dependencySchema = z.strictObject({
  service: nameField,
  share: z.number().min(0).max(1),
  error: nameField.describe('What the log of the dependent says: `Name: message`.'),
  unlessFlag: nameField
    .optional()
    .describe('While this flag is on, the dependent does without it: there is another one.'),
});

export const serviceSchema = z.strictObject({
  id: nameField,
  function: nameField
    .optional()
    .describe('The Lambda function behind it; without one or an ECS service, nobody here watches it.'),
  ecsService: nameField.optional().describe('The ECS service behind it, one of ecsServices.'),
  targetGroup: nameField
    .optional()
    .describe('Its target group at the load balancer, as metrics name it: `targetgroup/NAME/ID`.'),
  requestsPerMinute: z.number().positive(),
  dayRhythm: z.number().min(0).max(0.9).default(0.2).describe('Share by which traffic swings over the day.'),
  noiseFactor: factorField.default(1).describe('How much more its signals scatter than usual.'),
  errorPercent: percentField,
  latencyP50Ms: z.number().positive(),
  latencyP99Ms: z.number().positive(),
  concurrency: z.number().positive().optional().describe('Busiest moment of a usual minute.'),
  concurrencyLimit: z.number().positive().optional().describe('Requests past it time out.'),
  autoScalingGroup: nameField
    .optional()
    .describe('The Auto Scaling group behind it, one of autoScalingGroups.'),
  table: nameField
    .optional()
    .describe('The DynamoDB table that it reads, one of tables: the capacity limits it.'),
  concurrencyPerUnit: z
    .number()
    .positive()
    .default(0.5)
    .describe('Of a table: requests at once for each unit of read capacity.'),
  concurrencyPerTask: z
    .number()
    .positive()
    .default(10)
    .describe('Of an ECS service or an Auto Scaling group: its limit is so many for each task or instance.'),
  errors: z
    .array(nameField)
    .default([])
    .describe('What its log says about its usual errors: `Name: message`.'),
  overloadError: nameField.default('TimeoutError: no free connection after 3000 ms'),
  tenants: z.number().int().min(1).default(40),
  users: z.number().int().min(1).default(2000),
  regions: z.array(nameField).min(1).default(['eu-west-1']),
  routes: z.array(nameField).min(1).default(['/']),
  zones: z
    .array(nameField)
    .optional()
    .describe('Ids of the zones that its log tells; left out: it tells none.'),
  dependsOn: z.array(dependencySchema).default([]),
});

export const apiStageSchema = z.strictObject({
  restApi: nameField,
  stage: nameField,
  service: nameField.describe('What it is in front of.'),
});

export const httpApiStageSchema = z.strictObject({
  httpApi: nameField,
  stage: nameField.default('$default'),
  service: nameField.describe('What it is in front of.'),
  rateLimit: z.number().min(0).optional().describe('Of all routes, a second; left out: none.'),
  burstLimit: z.number().int().min(0).optional(),
});

export const zonalResourceSchema = z.strictObject({
  arn: nameField.describe('Of something that ARC manages.'),
  zones: z.array(nameField).min(2),
});

export const accessKeySchema = z.strictObject({
  user: nameField,
  id: nameField,
  minutesAgo: z.number().default(100_000).describe('Its age.'),
});

export const roleSchema = z.strictObject({ name: nameField, path: nameField.default('/') });

export const ipSetSchema = z.strictObject({
  name: nameField,
  id: z.uuid(),
  version: z.enum(['IPV4', 'IPV6']).default('IPV4'),
  addresses: z.array(nameField).default([]),
});

export const agentAliasSchema = z.strictObject({
  agent: nameField,
  alias: nameField,
  name: nameField,
  version: nameField.default('1'),
});

export const agentRuntimeSchema = z.strictObject({
  id: nameField,
  endpoint: nameField,
  version: z.number().int().min(1).describe('That its endpoint is at; there are all up to it.'),
  minutesAgo: z.number().default(20_000).describe('When it was pointed there.'),
});

export const dbClusterSchema = z.strictObject({
  id: nameField,
  instances: z.array(nameField).min(1).describe('The first one writes.'),
});

export const ruleSchema = z.strictObject({
  bus: nameField.default('default'),
  name: nameField,
  schedule: nameField.describe('Such as `rate(5 minutes)`.'),
});

export const scheduleSchema = z.strictObject({
  group: nameField.default('default'),
  name: nameField,
  expression: nameField.describe('Such as `rate(5 minutes)`.'),
  role: nameField.describe('With its path: what it calls its target with.'),
});

/** What a flag of a server outside AWS has, whatever the server. */
const outsideFlagFields = {
  project: nameField,
  environment: nameField,
  flag: nameField,
  tokenSecret: nameField.describe('One of secrets: who has its value may read and switch the flag.'),
  on: z.boolean().default(false),
  minutesAgo: z.number().default(14_400).describe('When it was last changed.'),
};

export const launchDarklyFlagSchema = z.strictObject({
  host: nameField.default('app.launchdarkly.com'),
  ...outsideFlagFields,
});

export const unleashFlagSchema = z.strictObject({
  server: nameField.describe('Host and path, such as `eu.app.unleash-hosted.com/shop`.'),
  ...outsideFlagFields,
});

export const stateMachineSchema = z.strictObject({ name: nameField });

export const secretSchema = z.strictObject({
  name: nameField,
  minutesAgo: z.number().describe('Age of its first version.'),
  value: nameField.optional().describe('What it holds, where its form matters.'),
});

/** What an operator has made to help a service, and runs by a name. */
const remedyField = nameField.describe('What it does: the name that a trouble is ended by.');

export const webhookSchema = z.strictObject({
  address: nameField,
  undo: nameField.default('none'),
  signingSecret: nameField,
  remedy: remedyField,
});

export const automationSchema = z.strictObject({
  name: nameField,
  version: nameField,
  remedy: remedyField,
  on: z.boolean().default(true).describe('False: it takes the remedy back.'),
});

export const remedyFunctionSchema = z.strictObject({
  function: nameField,
  undo: z.boolean().default(false),
  remedy: remedyField,
});

const consumerSchema = z.strictObject({
  function: nameField,
  mapping: z.uuid().describe('UUID of its event source mapping.'),
  batchSize: z.number().int().min(1).default(10),
  concurrency: z.number().min(2).default(10).describe('Batches at work at once while nothing limits them.'),
  maximumConcurrency: z.number().int().min(2).max(1000).optional(),
});

export const queueSchema = z.strictObject({
  name: nameField,
  deadLetterQueue: nameField,
  quarantineQueue: nameField.optional().describe('Where dead letters are set aside.'),
  depth: z.number().min(0).default(2),
  ageSeconds: z.number().min(0).default(1),
  /** Left over from earlier, and its age. */
  deadLetters: z.number().min(0).default(0),
  deadLetterMinutesAgo: z.number().min(0).default(0),
  consumer: consumerSchema.optional().describe('The Lambda function that reads it.'),
  messagesPerMinute: z.number().min(0).default(60).describe('What waits while its consumer is paused.'),
  retentionSeconds: z.number().int().min(60).max(1_209_600).default(345_600),
  visibilityTimeoutSeconds: z.number().int().min(0).max(43_200).default(180),
  maxReceiveCount: z.number().int().min(1).default(3),
});

export const stackSchema = z.strictObject({
  name: nameField,
  minutesAgo: z.number().default(40_000).describe('When it was created.'),
});

export const codeDeployGroupSchema = z.strictObject({
  application: nameField,
  deploymentGroup: nameField,
  minutesAgo: z.number().default(4320).describe('Age of its last deployment.'),
});

const boundsSchema = z.strictObject({
  minCapacity: z.number().int().min(0),
  maxCapacity: z.number().int().min(0),
});

export const ecsServiceSchema = z
  .strictObject({
    name: nameField,
    cluster: nameField,
    taskFamily: nameField,
    taskRevision: z.number().int().min(1).default(1),
    minutesAgo: z.number().default(4320).describe('Age of its last deployment.'),
    desiredCount: z.number().int().min(0),
    taskStartSeconds: z.number().min(0).default(40).describe('From its start until a task takes requests.'),
    scaling: boundsSchema
      .optional()
      .describe('Bounds of Application Auto Scaling; without them it has no scalable target.'),
    reads: nameField.optional().describe('The queue that its tasks read: one without a consumer of its own.'),
  })
  .refine(({ scaling }) => scaling === undefined || scaling.minCapacity <= scaling.maxCapacity, {
    error: 'needs a minCapacity that is not above its maxCapacity',
  });

export const tableSchema = z.strictObject({
  name: nameField,
  minutesAgo: z.number().default(43_200).describe('Its age.'),
  provisioned: z
    .strictObject({ read: z.number().int().min(1), write: z.number().int().min(1) })
    .optional()
    .describe('Capacity units; without them it is on demand.'),
  readScaling: boundsSchema.optional().describe('Bounds of Application Auto Scaling for its reads.'),
});

export const autoScalingGroupSchema = z.strictObject({
  name: nameField,
  launchTemplate: nameField,
  launchTemplateVersion: z.string().regex(/^\d+$/).default('1'),
  minutesAgo: z.number().default(43_200).describe('Its age.'),
  min: z.number().int().min(0),
  max: z.number().int().min(0),
  desired: z.number().int().min(0),
  instanceStartSeconds: z
    .number()
    .min(0)
    .default(90)
    .describe('From its launch until an instance takes requests.'),
});

export type SimulatedService = z.infer<typeof serviceSchema>;
export type SimulatedQueue = z.infer<typeof queueSchema>;
