import { DependencyUnavailableError } from '../../../lambdas/domain/errors.ts';
import type { ChannelMemory, Post } from '../../../lambdas/domain/reporting/updates/post.ts';
import type { IncidentChannel, PostResult } from '../../../lambdas/ports/plug-ins/incident-channel.ts';
import {
  type ChannelServices,
  type Interposed,
  startChannelServices,
} from '../../../local/cloud/channels/start-channel-services.ts';
import { createInProcessAws } from '../../../local/world/in-process-aws.ts';

/** Incident channels against the services that stand for the real ones. */
export interface IncidentChannelBench {
  readonly services: ChannelServices;
  /** Null puts nothing between. */
  interpose(next: Interposed | null): void;
  /** Null: nothing was to be said. `lost`: no answer came. */
  send(
    channel: IncidentChannel,
    post: Post,
    changes?: { readonly isRepeat?: boolean; readonly secret?: string },
  ): Promise<PostResult | 'lost' | null>;
  /** Sends them one after the other, each with the memory of the one before. */
  sendAll(channel: IncidentChannel, posts: readonly Post[]): Promise<ChannelMemory>;
  stop(): Promise<void>;
}

export async function startIncidentChannelBench(): Promise<IncidentChannelBench> {
  let interposed: Interposed | null = null;
  const services = await startChannelServices(null, {
    interpose: (request, serve) => (interposed === null ? serve() : interposed(request, serve)),
  });
  const bench: IncidentChannelBench = {
    services,
    interpose(next) {
      interposed = next;
    },
    async send(channel, post, { isRepeat = false, secret } = {}) {
      const message = channel.render(post);
      if (message === null) return null;
      const local = (value: string | undefined) => (value ?? '').replaceAll('{channels}', services.url);
      const context = {
        aws: createInProcessAws(() => ({ body: '{}' })),
        variable: (name: string) => local(channel.env[name]?.local),
        secret: async (name: string) => secret ?? local(channel.localSecrets[name]),
        now: new Date('2026-11-23T02:03:00.000Z'),
        signal: new AbortController().signal,
        isRepeat,
      };
      try {
        return await channel.send(context, post, message);
      } catch (error) {
        if (error instanceof DependencyUnavailableError) return 'lost';
        throw error;
      }
    },
    async sendAll(channel, posts) {
      let memory: ChannelMemory = {};
      for (const post of posts) {
        const result = await bench.send(channel, { ...post, memory });
        if (result === null) continue;
        if (result === 'lost' || result.outcome !== 'posted') throw new Error(JSON.stringify(result));
        memory = result.memory;
      }
      return memory;
    },
    stop: () => services.stop(),
  };
  return bench;
}
