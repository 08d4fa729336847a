import { SFNClient } from '@aws-sdk/client-sfn';
import { createSfnWorkflow } from '../adapters/aws/sfn-workflow.ts';
import type { Workflow } from '../ports/workflow.ts';
import { type Environment, optionalVariable, requiredVariable } from './env.ts';
import { sdkDefaults } from './sdk-defaults.ts';

export function buildWorkflow(env: Environment): Workflow {
  return createSfnWorkflow(new SFNClient(sdkDefaults), {
    stateMachineArn: requiredVariable(env, 'STATE_MACHINE_ARN'),
    consoleUrlTemplate: optionalVariable(env, 'STEP_FUNCTIONS_CONSOLE_URL'),
  });
}
