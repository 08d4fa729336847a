import { GetFunctionConfigurationCommand, LambdaClient } from '@aws-sdk/client-lambda';
import { GetSecretValueCommand, SecretsManagerClient } from '@aws-sdk/client-secrets-manager';
import { ConfigurationError } from '../../lambdas/domain/errors.ts';
import type { ChannelContext, ChannelSetup } from '../../lambdas/ports/plug-ins/channel.ts';
import { resourceNames } from '../../lib/functions/resource-names.ts';
import { channelVariables } from '../../local/cloud/channel-variables.ts';
import type { Installation } from './installation.ts';

/** What a channel of an installation sends with, as its functions have it. */
export async function channelContextOf(
  installation: Installation,
  setup: ChannelSetup,
): Promise<ChannelContext> {
  const { aws, stage } = installation;
  const variables =
    stage === null ? channelVariables(await installation.channels()) : await deployedVariables(aws, stage);
  const variable = (name: string): string => {
    const value = variables[name];
    if (value !== undefined && value !== '') return value;
    throw new ConfigurationError(
      `The channel ${setup.name} is not deployed: ${name} is missing. Deploy again.`,
    );
  };
  const secret = async (name: string): Promise<string> => {
    const command = new GetSecretValueCommand({ SecretId: variable(name) });
    return (await aws.get(SecretsManagerClient).send(command)).SecretString ?? '';
  };
  return { aws, variable, secret };
}

async function deployedVariables(
  aws: Installation['aws'],
  stage: string,
): Promise<Readonly<Record<string, string>>> {
  const FunctionName = resourceNames(stage).function('hand-over');
  const command = new GetFunctionConfigurationCommand({ FunctionName });
  return (await aws.get(LambdaClient).send(command)).Environment?.Variables ?? {};
}
