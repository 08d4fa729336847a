import { GetProvisionedConcurrencyConfigCommand, LambdaClient } from '@aws-sdk/client-lambda';
import { type AwsClients, orOnFault } from '../../ports/aws-clients.ts';
import type { LambdaAliasId } from '../lambda-alias.ts';

/** What an alias keeps warm. */
export interface ProvisionedConcurrency {
  readonly requested: number;
  readonly allocated: number;
  /** `READY`, `IN_PROGRESS`, or `FAILED`. */
  readonly status: string;
}

const notProvisioned = ['ResourceNotFoundException', 'ProvisionedConcurrencyConfigNotFoundException'];

/** Null: the alias has none. https://docs.aws.amazon.com/lambda/latest/api/API_GetProvisionedConcurrencyConfig.html */
export async function readProvisioned(
  aws: AwsClients,
  { functionName, alias }: LambdaAliasId,
): Promise<ProvisionedConcurrency | null> {
  const command = new GetProvisionedConcurrencyConfigCommand({
    FunctionName: functionName,
    Qualifier: alias,
  });
  const found = await orOnFault(aws.get(LambdaClient).send(command), notProvisioned, null);
  if (found === null) return null;
  return {
    requested: found.RequestedProvisionedConcurrentExecutions ?? 0,
    allocated: found.AllocatedProvisionedConcurrentExecutions ?? 0,
    status: found.Status ?? 'unknown',
  };
}
