import * as z from 'zod/mini';
import type { ResourceKind } from '../ports/plug-ins/resource-kind.ts';
import { consolePage } from './console-page.ts';
import { namedField } from './named-field.ts';

// https://docs.aws.amazon.com/AWSCloudFormation/latest/APIReference/API_CreateStack.html
const schema = z.strictObject({
  stack: namedField(/^[A-Za-z][A-Za-z0-9-]{0,127}$/, 'must be the name of a stack, not its ARN'),
});
export type CloudFormationStackId = z.infer<typeof schema>;

/** A CloudFormation stack; its ARN ends in an id that it gets when it is made. */
export const cloudFormationStack: ResourceKind<CloudFormationStackId, 'stack'> = {
  kind: 'cloudformation-stack',
  title: 'CloudFormation stack',
  schema,
  name: ({ stack }) => stack,
  key: ({ stack }) => `cloudformation-stack:${stack}`,
  arns: ({ stack }) => ({ stack: `arn:{partition}:cloudformation:{region}:{account}:stack/${stack}/*` }),
  consoleUrl: ({ stack }, region) =>
    consolePage(region, '/cloudformation/home', `#/stacks?filteringText=${encodeURIComponent(stack)}`),
  describe: ({ stack }) => `CloudFormation stack ${stack}`,
};
