import * as z from 'zod/mini';
import type { ResourceKind } from '../ports/plug-ins/resource-kind.ts';
import { consolePage } from './console-page.ts';
import { namedField } from './named-field.ts';

// https://docs.aws.amazon.com/step-functions/latest/apireference/API_CreateStateMachine.html
const schema = z.strictObject({
  stateMachine: namedField(/^[A-Za-z0-9_-]{1,80}$/, 'must be the name of a state machine, not its ARN'),
});
export type StateMachineId = z.infer<typeof schema>;

/** A state machine of Step Functions. Its executions are named as they come (`execution:NAME:*`). */
export const stateMachine: ResourceKind<StateMachineId, 'stateMachine' | 'execution'> = {
  kind: 'state-machine',
  title: 'State machine of Step Functions',
  schema,
  name: ({ stateMachine: name }) => name,
  key: ({ stateMachine: name }) => `state-machine:${name}`,
  arns: ({ stateMachine: name }) => ({
    stateMachine: `arn:{partition}:states:{region}:{account}:stateMachine:${name}`,
    execution: `arn:{partition}:states:{region}:{account}:execution:${name}`,
  }),
  // Its page is found by an ARN, which is not known here; the list is searched by name.
  consoleUrl: ({ stateMachine: name }, region) =>
    consolePage(region, `/states/home?search=${encodeURIComponent(name)}`, '#/statemachines'),
  describe: ({ stateMachine: name }, version) =>
    `state machine ${name}${version === undefined ? '' : ` (version ${version})`}`,
};
