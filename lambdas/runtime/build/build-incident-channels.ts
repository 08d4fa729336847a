import { incidentChannels } from '../../channels/index.ts';
import type { ChannelContext } from '../../ports/plug-ins/channel.ts';
import type { BoundIncidentChannel, IncidentChannel } from '../../ports/plug-ins/incident-channel.ts';
import type { Environment } from '../env/env.ts';
import { buildChannelContext } from './build-channel-context.ts';

export function buildIncidentChannels(env: Environment): readonly BoundIncidentChannel[] {
  const context = buildChannelContext(env);
  return incidentChannels.map((channel) => bindIncidentChannel(channel, context));
}

/** One that is ready to send. */
function bindIncidentChannel(channel: IncidentChannel, context: ChannelContext): BoundIncidentChannel {
  return {
    name: channel.name,
    prepare(post) {
      const message = channel.render(post);
      return message === null ? null : (time) => channel.send({ ...context, ...time }, post, message);
    },
  };
}
