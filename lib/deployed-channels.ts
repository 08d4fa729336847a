import { channels } from '../lambdas/channels/index.ts';
import { ConfigurationError } from '../lambdas/domain/errors.ts';
import type { Channel } from '../lambdas/ports/channel.ts';

/** A channel that policy names for somebody, with the value of each of its variables. */
export interface DeployedChannel {
  readonly channel: Channel;
  readonly values: Readonly<Record<string, string>>;
}

/** Throws ConfigurationError naming every setting of cdk.json that is missing or not usable. */
export function deployChannels(
  names: readonly string[],
  context: (name: string) => unknown,
  registered: readonly Channel[] = channels,
): readonly DeployedChannel[] {
  const problems: string[] = [];
  const deployed = registered
    .filter(({ name }) => names.includes(name))
    .map((channel) => {
      const values = Object.entries(channel.env).map(([variable, { setting, pattern, expected }]) => {
        const given = context(setting);
        const value = typeof given === 'string' ? given : '';
        if (!pattern.test(value)) problems.push(`  ${setting}: expected ${expected}`);
        return [variable, value];
      });
      return { channel, values: Object.fromEntries(values) };
    });
  if (problems.length === 0) return deployed;
  throw new ConfigurationError(
    `cdk.json or -c name=value has values that cannot be used:\n${problems.join('\n')}`,
  );
}
