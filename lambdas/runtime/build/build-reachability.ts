import { channelSetups } from '../../channels/index.ts';
import { reachedBy } from '../../domain/reachability/reached-by.ts';
import type { BoundReachability } from '../../ports/plug-ins/channel.ts';
import type { Environment } from '../env/env.ts';
import { buildChannelContext } from './build-channel-context.ts';
import { readPolicy } from './policy.ts';

/** Of the channels that policy uses: the others are not deployed. */
export function buildReachability(env: Environment): readonly BoundReachability[] {
  const context = buildChannelContext(env);
  const policy = readPolicy(env);
  return channelSetups.flatMap(({ name, reachability }) =>
    reachability === undefined || reachedBy(policy, name).length === 0
      ? []
      : [{ name, obstacle: (person) => reachability.obstacle(context, person) }],
  );
}
