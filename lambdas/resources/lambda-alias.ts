import * as z from 'zod/mini';
import type { ResourceKind } from '../ports/plug-ins/resource-kind.ts';
import { awsCommand } from './aws-command.ts';
import { consolePage } from './console-page.ts';
import { namedField } from './named-field.ts';

// https://docs.aws.amazon.com/lambda/latest/api/API_GetAlias.html
const schema = z.strictObject({
  functionName: namedField(
    /^(arn:[a-z-]+:lambda:[a-z0-9-]+:\d{12}:function:)?[A-Za-z0-9_-]{1,64}$/,
    'must be the name or the ARN of a Lambda function, without an alias',
  ),
  alias: namedField(/^(?!\d+$)[A-Za-z0-9_-]{1,128}$/, 'must be the name of an alias, not a version'),
});
export type LambdaAliasId = z.infer<typeof schema>;

/** An alias of a Lambda function: deploying publishes a version and points the alias at it. */
export const lambdaAlias: ResourceKind<LambdaAliasId, 'function'> = {
  kind: 'lambda-alias',
  title: 'Lambda alias',
  schema,
  name: ({ functionName }) => functionNameOf(functionName),
  key: ({ functionName, alias }) => `lambda-alias:${functionName}:${alias}`,
  arns: ({ functionName }) => ({
    function: functionName.startsWith('arn:')
      ? functionName
      : `arn:{partition}:lambda:{region}:{account}:function:${functionName}`,
  }),
  consoleUrl: ({ functionName, alias }, region) =>
    consolePage(
      region,
      '/lambda/home',
      `#/functions/${encodeURIComponent(functionNameOf(functionName))}/aliases/${encodeURIComponent(alias)}`,
    ),
  describe: ({ functionName, alias }, version) =>
    `${functionNameOf(functionName)}${version === undefined ? '' : ` v${version}`} (alias ${alias})`,
  // https://docs.aws.amazon.com/cli/latest/reference/lambda/update-alias.html
  commandBack: ({ functionName, alias }, { before }, place) =>
    before === null
      ? null
      : awsCommand(
          ['lambda', 'update-alias'],
          {
            'function-name': functionName,
            name: alias,
            'function-version': before,
            'routing-config': 'AdditionalVersionWeights={}',
          },
          place,
        ),
};

/** Policy names a function by its name or its ARN. */
function functionNameOf(functionName: string): string {
  return functionName.slice(functionName.lastIndexOf(':') + 1);
}
