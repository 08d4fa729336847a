import { channelSetups } from '../lambdas/channels/index.ts';
import type { ChannelSetup } from '../lambdas/ports/plug-ins/channel.ts';
import { localStage, unusable } from './config.ts';

/** A channel that policy names for somebody, with the value of each of its variables. */
export interface DeployedChannel {
  readonly channel: ChannelSetup;
  readonly values: Readonly<Record<string, string>>;
}

/** Throws ConfigurationError naming every setting of cdk.json that is missing or not usable. */
export function deployChannels(
  names: readonly string[],
  context: (name: string) => unknown,
  registered: readonly ChannelSetup[] = channelSetups,
): readonly DeployedChannel[] {
  const problems: string[] = [];
  const isLocal = context('stage') === localStage;
  const deployed = registered
    .filter(({ name }) => names.includes(name))
    .map((channel) => {
      const values = Object.entries(channel.env).map(
        ([variable, { setting, pattern, expected, local, deployed = '' }]) => {
          const given = context(setting);
          const otherwise = isLocal ? local : deployed.replace('{stage}', String(context('stage')));
          const value = typeof given === 'string' && given !== '' ? given : otherwise;
          if (value === '') problems.push(`${setting}: is missing: give ${expected}`);
          else if (!pattern.test(value)) problems.push(`${setting}: expected ${expected}`);
          return [variable, value];
        },
      );
      return { channel, values: Object.fromEntries(values) };
    });
  if (problems.length > 0) throw unusable(problems);
  return deployed;
}
