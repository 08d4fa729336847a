import { GetFunctionConfigurationCommand, LambdaClient } from '@aws-sdk/client-lambda';
import { type AwsClients, orOnFault } from '../../ports/aws-clients.ts';

/**
 * When a function's code or configuration was changed last, ISO 8601 UTC; null when there is no such function.
 * https://docs.aws.amazon.com/lambda/latest/api/API_GetFunctionConfiguration.html
 */
export async function readFunctionChange(aws: AwsClients, functionName: string): Promise<string | null> {
  const sent = aws
    .get(LambdaClient)
    .send(new GetFunctionConfigurationCommand({ FunctionName: functionName }));
  const found = await orOnFault(sent, ['ResourceNotFoundException'], null);
  const at = Date.parse(found?.LastModified ?? '');
  return Number.isNaN(at) ? null : new Date(at).toISOString();
}
