import { awsJson } from '../../protocol/aws-json.ts';
import type { AwsService } from '../../protocol/aws-service.ts';
import {
  describeExecution,
  listExecutions,
  listStateMachines,
  redriveExecution,
} from './execution-operations.ts';
import { type StepFunctionsState, seedStepFunctions } from './step-functions-state.ts';
import { stepFunctionsStory } from './step-functions-story.ts';

/** State machines of the user's: their failed executions, and redriving those. Nothing of Firebreak's own workflow. */
export const stepFunctions: AwsService<StepFunctionsState> = {
  signingName: 'states',
  endpointSuffix: 'SFN',
  seed: seedStepFunctions,
  protocol: awsJson(
    { target: 'AWSStepFunctions', version: '1.0', invalid: 'ValidationException' },
    {
      ListStateMachines: listStateMachines,
      ListExecutions: listExecutions,
      DescribeExecution: describeExecution,
      RedriveExecution: redriveExecution,
    },
  ),
  story: stepFunctionsStory,
};
