import type { ChannelMemory, Post } from '../../domain/reporting/updates/post.ts';
import type { ChannelContext, ChannelSetup } from './channel.ts';

export interface PostContext extends ChannelContext {
  readonly now: Date;
  /** Ends the request when there is no time left. */
  readonly signal: AbortSignal;
  /** It was sent before, and its answer got lost: where the service can tell whether it has it, it is asked first. */
  readonly isRepeat: boolean;
}

export type PostResult =
  | { readonly outcome: 'posted'; readonly memory: ChannelMemory }
  /** `unknown`: it may have been taken. */
  | {
      readonly outcome: 'later' | 'unknown';
      readonly reason: string;
      readonly retryAfterSeconds: number | null;
      /** What was done of it; left out: nothing is known to be. */
      readonly memory?: ChannelMemory;
    }
  /** Never taken as it is: nothing is gained by sending it again. */
  | { readonly outcome: 'refused'; readonly reason: string };

/** What `to` of an incident channel in people.yaml looks like. */
export interface ChannelAddress {
  readonly pattern: RegExp;
  readonly expected: string;
  readonly isRequired: boolean;
}

/**
 * A place that belongs to nobody in particular, such as a chat channel, where all who follow an incident read how it goes. It gets no
 * personal link and no match code. `render` is pure: facts may quote hostile input, which it must make harmless.
 */
export interface IncidentChannel<Message = unknown> extends ChannelSetup {
  readonly to: ChannelAddress;
  /** Values of its secrets on a laptop, where `{channels}` is the base URL of the services that stand for the real ones. */
  readonly localSecrets: Readonly<Record<string, string>>;
  /** Null: it has nothing to say there. */
  render(post: Post): Message | null;
  /** Rejects only where the setup is at fault, with ConfigurationError. */
  send(context: PostContext, post: Post, message: Message): Promise<PostResult>;
}

export type PostTime = Pick<PostContext, 'now' | 'signal' | 'isRepeat'>;

/** An incident channel that is ready to send. */
export interface BoundIncidentChannel {
  readonly name: string;
  /** What sends it; null: there is nothing to say there. */
  prepare(post: Post): ((time: PostTime) => Promise<PostResult>) | null;
}
