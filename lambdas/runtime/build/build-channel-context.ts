import { ConfigurationError } from '../../domain/errors.ts';
import type { ChannelContext } from '../../ports/channel.ts';
import type { Environment } from '../env/env.ts';
import { buildAwsClients, buildSecrets } from './build-services.ts';

/** What is missing is found when it is used: a function has the variables of those channels only that policy names. */
export function buildChannelContext(env: Environment): ChannelContext {
  const secrets = buildSecrets(env);
  const variable = (name: string): string => {
    const value = env[name];
    if (value === undefined || value === '') {
      throw new ConfigurationError(
        `The environment variable ${name} of a channel is missing: docs/channels.md`,
      );
    }
    return value;
  };
  return { aws: buildAwsClients(env), variable, secret: (name) => secrets.read(variable(name)) };
}
