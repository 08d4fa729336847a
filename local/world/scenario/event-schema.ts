import * as z from 'zod';
import { chanceField, nameField } from './scenario-fields.ts';

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

export const eventSchema = z
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
