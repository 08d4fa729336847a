import type { ChannelContext } from '../../ports/plug-ins/channel.ts';
import { type Environment, namedVariable } from '../env/env.ts';
import { buildAwsClients, buildSecrets } from './build-services.ts';

/** What is missing is found when it is used: a function has the variables of those channels only that policy names. */
export function buildChannelContext(env: Environment): ChannelContext {
  const secrets = buildSecrets(env);
  const variable = (name: string) => namedVariable(env, name, 'of a channel is missing: docs/channels.md');
  return { aws: buildAwsClients(env), variable, secret: (name) => secrets.read(variable(name)) };
}
