import * as z from 'zod';
import { locationSchema } from '../../../lambdas/domain/policy/locations-schema.ts';
import { severities, symptoms } from '../../../lambdas/domain/records/severity.ts';
import { flowSchema } from './flow-schema.ts';
import {
  accessKeySchema,
  agentAliasSchema,
  agentRuntimeSchema,
  apiStageSchema,
  automationSchema,
  autoScalingGroupSchema,
  codeDeployGroupSchema,
  configurationSchema,
  dbClusterSchema,
  ecsServiceSchema,
  factorField,
  functionSchema,
  httpApiStageSchema,
  ipSetSchema,
  launchDarklyFlagSchema,
  nameField,
  percentField,
  profileSchema,
  queueSchema,
  remedyFunctionSchema,
  roleSchema,
  ruleSchema,
  scheduleSchema,
  secretSchema,
  serviceSchema,
  stackSchema,
  stateMachineSchema,
  tableSchema,
  unleashFlagSchema,
  webhookSchema,
  zonalResourceSchema,
} from './service-schema.ts';

const chanceField = z
  .number()
  .min(0)
  .max(1)
  .default(1)
  .describe('How many of the variants have this entry; without a seed it is there from 0.5 on.');

/** What a scenario may set otherwise than its world. */
const serviceChangeSchema = serviceSchema
  .pick({
    requestsPerMinute: true,
    errorPercent: true,
    latencyP50Ms: true,
    latencyP99Ms: true,
    concurrency: true,
    concurrencyLimit: true,
  })
  .partial()
  .extend({
    id: nameField,
    dayRhythm: z.number().min(0).max(0.9).optional(),
    noiseFactor: factorField.optional(),
    tenants: z.number().int().min(1).optional(),
    users: z.number().int().min(1).optional(),
    concurrencyPerTask: z.number().positive().optional(),
  });

/** What an event may do. */
const eventFields = {
  deploy: z
    .strictObject({ function: nameField, share: z.number().min(0.01).max(1).default(1) })
    .optional()
    .describe('Publishes the next version and points the alias at it, or a share of the traffic.'),
  flag: z
    .strictObject({
      name: nameField,
      enabled: z.boolean().default(true),
      attributes: z.record(z.string(), z.union([z.string(), z.number(), z.boolean()])).default({}),
    })
    .optional(),
  configuration: z
    .strictObject({ profile: nameField })
    .optional()
    .describe('Deploys a new version of a configuration without flags to everybody.'),
  schedule: z
    .strictObject({ rule: nameField, expression: nameField })
    .optional()
    .describe('Gives an EventBridge rule another schedule.'),
  reschedule: z
    .strictObject({ schedule: nameField, expression: nameField })
    .optional()
    .describe('Gives a schedule of EventBridge Scheduler another expression.'),
  leakedKey: z
    .strictObject({ accessKey: nameField })
    .optional()
    .describe('Somebody else uses an access key, until it is inactive.'),
  stolenSession: z
    .strictObject({ role: nameField })
    .optional()
    .describe('Somebody else has a session of a role, until it is revoked.'),
  impairedZone: z
    .strictObject({ resource: nameField, zone: nameField })
    .optional()
    .describe('Something is wrong in a zone, for as long as the resource (its ARN) gets traffic there.'),
  attack: z
    .strictObject({ address: nameField })
    .optional()
    .describe('Requests from one address, until an IP set has it.'),
  agentRunaway: z
    .strictObject({ alias: nameField })
    .optional()
    .describe('A Bedrock agent goes round in circles, until its alias refuses invocations.'),
  agentDeployment: z
    .strictObject({ runtime: nameField })
    .optional()
    .describe('Points the endpoint of an AgentCore runtime at its next version.'),
  lostWriter: z
    .strictObject({ cluster: nameField })
    .optional()
    .describe('The writer of an Aurora cluster does not answer, until another instance writes.'),
  failedExecutions: z
    .strictObject({
      stateMachine: nameField,
      count: z.number().int().min(1),
      inSeconds: z.number().min(0),
    })
    .optional()
    .describe('So many executions of a state machine have failed, evenly over the seconds before.'),
  rotation: z
    .strictObject({ secret: nameField })
    .optional()
    .describe('Makes a new version of a secret current.'),
  ecsDeployment: z
    .strictObject({ service: nameField, rolloutSeconds: z.number().positive().optional() })
    .optional()
    .describe(
      'Deploys the next revision of the task definition of an ECS service; `rolloutSeconds`: until it has finished.',
    ),
  codeDeployment: z
    .strictObject({
      application: nameField,
      deploymentGroup: nameField,
      rolloutSeconds: z.number().positive().optional(),
    })
    .optional()
    .describe('Deploys the next revision to a CodeDeploy group; `rolloutSeconds`: until it has finished.'),
  stackUpdate: z
    .strictObject({ stack: nameField, rolloutSeconds: z.number().positive().default(300) })
    .optional()
    .describe('Updates a CloudFormation stack.'),
  ecsStuck: z
    .strictObject({ service: nameField })
    .optional()
    .describe('The tasks of an ECS service get stuck, until they are replaced by new ones.'),
  ecsScaling: z
    .strictObject({ service: nameField, desiredCount: z.number().int().min(0) })
    .optional()
    .describe('Sets how many tasks an ECS service runs.'),
  instanceRefresh: z
    .strictObject({ group: nameField, seconds: z.number().positive().default(600) })
    .optional()
    .describe(
      'Replaces the instances of an Auto Scaling group by those of the next launch template version.',
    ),
  trouble: z
    .strictObject({ summary: nameField, endedBy: nameField })
    .optional()
    .describe('Something outside the account, until the remedy of that name has run.'),
  condition: z
    .strictObject({ summary: nameField, forSeconds: z.number().positive().optional() })
    .optional()
    .describe('Something outside the account that nobody here changed.'),
};

const eventSchema = z
  .strictObject({
    id: nameField.optional(),
    afterSeconds: z.number().describe('After the start; negative: before it.'),
    chance: chanceField,
    ...eventFields,
  })
  .refine(
    ({ id: _id, afterSeconds: _at, chance: _chance, ...does }) =>
      Object.values(does).filter((one) => one !== undefined).length === 1,
    { error: `needs exactly one of ${Object.keys(eventFields).join(', ')}` },
  );

/** Only the requests with these are affected; without it, all. */
const onlySchema = z.strictObject({
  tenants: z.number().int().min(1).optional(),
  region: nameField.optional(),
  route: nameField.optional(),
  address: nameField.optional(),
  zone: nameField.optional(),
});

const effectSchema = z
  .strictObject({
    chance: chanceField,
    while: nameField.optional().describe('Id of the event: as long as what it did is in place.'),
    afterUndoing: nameField
      .optional()
      .describe('Id of the event: once what it did was taken back, until it is in place again.'),
    everyDay: z
      .strictObject({ afterSeconds: z.number(), forSeconds: z.number().positive() })
      .optional()
      .describe('At the same time of every day, past and to come, counted from the start.'),
    atRandom: z.number().min(0).max(1).optional().describe('Share of the minutes, past and to come.'),
    service: nameField.optional(),
    queue: nameField.optional(),
    through: nameField
      .optional()
      .describe(
        'Comes with the messages of this queue: there as long as, and as much as, its consumer is at work.',
      ),
    flow: nameField
      .optional()
      .describe('Whoever takes the flow with this path meets an error, which no metric shows.'),
    unlessFlag: nameField
      .optional()
      .describe('While this flag is on, nothing of it is there: what it befalls is done without.'),
    delaySeconds: z.number().min(0).default(0),
    rampSeconds: z.number().min(0).default(0).describe('Grows evenly to its full size in this time.'),
    errorPercent: percentField.optional(),
    latencyFactor: factorField.optional(),
    trafficFactor: factorField.optional(),
    concurrencyFactor: factorField.optional(),
    deadLettersPerMinute: z.number().min(0).optional(),
    backlogPerMinute: z.number().min(0).optional(),
    error: nameField.optional().describe('What the log says: `Name: message`; {n} is a number that varies.'),
    linesPerMinute: z.number().min(0).default(0).describe('Error lines that belong to no failed request.'),
    only: onlySchema.optional(),
  })
  .refine(
    (effect) =>
      [effect.while, effect.afterUndoing, effect.everyDay, effect.atRandom].filter((one) => one !== undefined)
        .length === 1,
    {
      error: 'needs exactly one of while, afterUndoing, everyDay and atRandom',
    },
  )
  .refine((effect) => (effect.service === undefined) !== (effect.queue === undefined), {
    error: 'needs either service or queue',
  });

const alertSignals = [
  'errorPercent',
  'latencyP99Ms',
  'requestsPerMinute',
  'saturationPercent',
  'throttles',
  'queueDepth',
  'queueAgeSeconds',
  'deadLetters',
  'errorLinesPerMinute',
] as const;

const alertSchema = z
  .strictObject({
    name: nameField,
    chance: chanceField,
    service: nameField,
    queue: nameField.optional(),
    signal: z.enum(alertSignals),
    saying: nameField.optional().describe('Only error lines that say this count.'),
    above: z.number().optional(),
    below: z.number().optional(),
    forSeconds: z.number().min(0),
    deliveredAfterSeconds: z.number().min(0).default(0).describe('The webhook is late by so much.'),
    labels: z.record(z.string(), z.string()).default({}),
    annotations: z.record(z.string(), z.string()).default({}),
  })
  .refine((rule) => (rule.above === undefined) !== (rule.below === undefined), {
    error: 'needs either above or below',
  });

const labelSchema = z.strictObject({
  culprit: nameField.nullable().describe('Id of the event that caused it; null when no change did.'),
  service: nameField.describe('Whose incident must name the culprit.'),
  healthy: z.boolean().default(false).describe('Nothing is wrong, the alert is too nervous.'),
  symptoms: z.array(z.enum(symptoms)).min(1),
  severities: z.array(z.enum(severities)).min(1),
  stabilizedBy: z
    .array(nameField)
    .default([])
    .describe('Kinds of action that are right beside one on what the culprit changed.'),
  endsWith: z
    .enum(['recovery', 'people'])
    .default('recovery')
    .describe(
      'After a right action: that it is over, or that people take over, because it cannot be shown to be.',
    ),
});

const metricsSchema = z.strictObject({
  lateSeconds: z.number().min(0).default(45).describe('CloudWatch shows a minute so long after its end.'),
  gaps: z.array(z.strictObject({ service: nameField, share: z.number().min(0).max(1) })).default([]),
  missing: z.array(z.strictObject({ service: nameField, metric: nameField })).default([]),
  vanish: z
    .array(z.strictObject({ service: nameField, afterSeconds: z.number() }))
    .default([])
    .describe('From then on nothing is published about the service.'),
});

const parts = {
  functions: z.array(functionSchema).default([]),
  ecsServices: z.array(ecsServiceSchema).default([]),
  codeDeployGroups: z.array(codeDeployGroupSchema).default([]),
  stacks: z.array(stackSchema).default([]),
  flags: z.array(profileSchema).default([]),
  launchDarklyFlags: z.array(launchDarklyFlagSchema).default([]),
  unleashFlags: z.array(unleashFlagSchema).default([]),
  webhooks: z.array(webhookSchema).default([]),
  automations: z.array(automationSchema).default([]),
  remedyFunctions: z.array(remedyFunctionSchema).default([]),
  configurations: z.array(configurationSchema).default([]),
  queues: z.array(queueSchema).default([]),
  tables: z.array(tableSchema).default([]),
  autoScalingGroups: z.array(autoScalingGroupSchema).default([]),
  secrets: z.array(secretSchema).default([]),
  stateMachines: z.array(stateMachineSchema).default([]),
  rules: z.array(ruleSchema).default([]),
  schedules: z.array(scheduleSchema).default([]),
  apiStages: z.array(apiStageSchema).default([]),
  zonalResources: z.array(zonalResourceSchema).default([]),
  httpApiStages: z.array(httpApiStageSchema).default([]),
  accessKeys: z.array(accessKeySchema).default([]),
  roles: z.array(roleSchema).default([]),
  ipSets: z.array(ipSetSchema).default([]),
  dbClusters: z.array(dbClusterSchema).default([]),
  agentAliases: z.array(agentAliasSchema).default([]),
  agentRuntimes: z.array(agentRuntimeSchema).default([]),
  story: z.array(eventSchema).default([]),
  effects: z.array(effectSchema).default([]),
  alerts: z.array(alertSchema).default([]),
  flows: z.array(flowSchema).default([]),
};

/** What scenarios have in common: services, functions, flags, configurations, queues, alert rules. */
export const worldSchema = z.strictObject({
  ...parts,
  services: z.array(serviceSchema),
  location: locationSchema
    .optional()
    .describe('The account and Region that all of it is in; left out: those that Firebreak runs in.'),
  policy: nameField
    .optional()
    .describe('The folder of the policy that it is played with; left out: that of the project.'),
});

/** One file of `scenarios/`, after its draws. */
export const scenarioFileSchema = z.strictObject({
  name: nameField,
  summary: z.string().min(1),
  world: nameField,
  about: z
    .enum(['triage', 'response'])
    .default('triage')
    .describe(
      'What it is a sample of: who is to blame (the bench of triage plays it), or what an action does.',
    ),
  /** Drawn before everything else; `${name}` stands for the value, `${name.key}` for a part of it. */
  parameters: z.record(z.string(), z.unknown()).default({}),
  ...parts,
  services: z.array(serviceChangeSchema).default([]),
  metrics: metricsSchema.prefault({}),
  expect: labelSchema,
});

export type World = z.infer<typeof worldSchema>;
export type ScenarioFile = z.infer<typeof scenarioFileSchema>;
export type StoryEvent = World['story'][number];
export type Effect = World['effects'][number];
export type AlertRule = World['alerts'][number];
export type Label = ScenarioFile['expect'];
