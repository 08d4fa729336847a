import {
  GetAccountSettingsCommand,
  GetFunctionConcurrencyCommand,
  LambdaClient,
  PutFunctionConcurrencyCommand,
  PutProvisionedConcurrencyConfigCommand,
} from '@aws-sdk/client-lambda';
import { DependencyUnavailableError } from '../../domain/errors.ts';
import { type AwsClients, awsFaultOf, orOnFault } from '../../ports/aws-clients.ts';
import { readProvisioned } from '../../resources/aws/provisioned-concurrency.ts';
import type { Written } from '../../resources/aws/written.ts';
import type { LambdaAliasId } from '../../resources/lambda-alias.ts';
import type { Concurrency } from './concurrency-contract.ts';

const missing = ['ResourceNotFoundException'];

/**
 * What was reserved for a function; null: it shares the account's; `missing`: there is no such function.
 * https://docs.aws.amazon.com/lambda/latest/api/API_GetFunctionConcurrency.html
 */
export async function readReserved(
  aws: AwsClients,
  { functionName }: LambdaAliasId,
): Promise<number | null | 'missing'> {
  const command = new GetFunctionConcurrencyCommand({ FunctionName: functionName });
  const found = await orOnFault(aws.get(LambdaClient).send(command), missing, 'missing');
  return found === 'missing' ? found : (found.ReservedConcurrentExecutions ?? null);
}

/** What the account has for functions without concurrency of their own. https://docs.aws.amazon.com/lambda/latest/api/API_GetAccountSettings.html */
export async function readUnreserved(aws: AwsClients): Promise<number> {
  const { AccountLimit } = await aws.get(LambdaClient).send(new GetAccountSettingsCommand({}));
  if (AccountLimit?.UnreservedConcurrentExecutions === undefined) {
    throw new DependencyUnavailableError('Lambda did not tell the unreserved concurrency of the account');
  }
  return AccountLimit.UnreservedConcurrentExecutions;
}

/** The concurrency of the kind that is to be moved; null when there is none any more. */
export async function readConcurrency(
  aws: AwsClients,
  id: LambdaAliasId,
  kind: Concurrency['kind'],
): Promise<Concurrency | null> {
  const found = kind === 'reserved' ? await readReserved(aws, id) : await readProvisioned(aws, id);
  if (found === null || found === 'missing') return null;
  return { kind, count: typeof found === 'number' ? found : found.requested };
}

/**
 * https://docs.aws.amazon.com/lambda/latest/api/API_PutFunctionConcurrency.html
 * https://docs.aws.amazon.com/lambda/latest/api/API_PutProvisionedConcurrencyConfig.html
 */
export async function writeConcurrency(
  aws: AwsClients,
  { functionName, alias }: LambdaAliasId,
  { kind, count }: Concurrency,
): Promise<Written> {
  const lambda = aws.get(LambdaClient, 'once');
  try {
    if (kind === 'reserved') {
      await lambda.send(
        new PutFunctionConcurrencyCommand({
          FunctionName: functionName,
          ReservedConcurrentExecutions: count,
        }),
      );
    } else {
      await lambda.send(
        new PutProvisionedConcurrencyConfigCommand({
          FunctionName: functionName,
          Qualifier: alias,
          ProvisionedConcurrentExecutions: count,
        }),
      );
    }
    return 'written';
  } catch (error) {
    const fault = awsFaultOf(error);
    if (fault === 'ResourceConflictException') return 'conflict';
    if (fault === 'InvalidParameterValueException') {
      return { refused: 'the account or the function has no room for it' };
    }
    throw error;
  }
}
