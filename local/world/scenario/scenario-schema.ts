import * as z from 'zod';
import { locationSchema } from '../../../lambdas/domain/policy/schemas/locations-schema.ts';
import { severities, symptoms } from '../../../lambdas/domain/records/severity.ts';
import { effectSchema } from './effect-schema.ts';
import { eventSchema } from './event-schema.ts';
import { flowSchema } from './flow-schema.ts';
import { chanceField, factorField, nameField } from './scenario-fields.ts';
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
  functionSchema,
  httpApiStageSchema,
  ipSetSchema,
  launchDarklyFlagSchema,
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
