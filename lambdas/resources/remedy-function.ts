import * as z from 'zod/mini';
import type { ResourceKind } from '../ports/plug-ins/resource-kind.ts';
import { consolePage } from './console-page.ts';
import { namedField } from './named-field.ts';

// https://docs.aws.amazon.com/lambda/latest/api/API_Invoke.html
const schema = z.strictObject({
  functionName: namedField(
    /^[A-Za-z0-9_-]{1,64}$/,
    'must be the name of a Lambda function, without its version and not an ARN',
  ),
  qualifier: namedField(
    /^([0-9]{1,20}|(?=.*[A-Za-z_-])[A-Za-z0-9_-]{1,128})$/,
    'must be a published version or an alias: what people approve must not change underneath',
  ),
  undo: z._default(
    namedField(/^(supported|none)$/, 'must be supported, if the function can take back what it did, or none'),
    'none',
  ),
});
export type RemedyFunctionId = z.infer<typeof schema>;

/** A Lambda function of the user's own that does something for a service; docs/actions.md has its contract. */
export const remedyFunction: ResourceKind<RemedyFunctionId, 'function'> = {
  kind: 'remedy-function',
  title: 'Lambda function that does something for the service',
  schema,
  name: ({ functionName }) => functionName,
  key: ({ functionName, qualifier }) => `remedy-function:${functionName}:${qualifier}`,
  arns: ({ functionName, qualifier }) => ({
    function: `arn:{partition}:lambda:{region}:{account}:function:${functionName}:${qualifier}`,
  }),
  consoleUrl: ({ functionName }, region) =>
    consolePage(region, '/lambda/home', `#/functions/${encodeURIComponent(functionName)}`),
  describe: ({ functionName, qualifier }) => `function ${functionName} (${qualifier})`,
};
