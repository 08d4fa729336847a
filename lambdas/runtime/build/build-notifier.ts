import { createSignedPageLinks } from '../../adapters/crypto/signed-page-links.ts';
import { channels } from '../../channels/index.ts';
import { ConfigurationError } from '../../domain/errors.ts';
import type { LinkKeys } from '../../ports/crypto/link-keys.ts';
import type { MatchCodes } from '../../ports/crypto/match-codes.ts';
import type { PageLinks } from '../../ports/crypto/page-links.ts';
import type { Notifier } from '../../ports/notifier.ts';
import type { BoundChannel, Channel, ChannelContext } from '../../ports/plug-ins/channel.ts';
import { createNotifier } from '../../use-cases/notify/create-notifier.ts';
import { type Environment, urlVariable } from '../env/env.ts';
import { systemClock } from '../env/system-clock.ts';
import { buildChannelContext } from './build-channel-context.ts';
import { buildViewLinkKeys } from './build-keys.ts';
import { buildStores } from './build-stores.ts';
import { readPolicy } from './policy.ts';

const noMatchCodes: MatchCodes = {
  codeFor: () => Promise.reject(new ConfigurationError('This function sends no match codes')),
  matches: async () => false,
};

/** Keys of what asks for approvals; other notifiers have none. */
export interface ApprovalKeys {
  readonly linkKeys: LinkKeys;
  readonly matchCodes: MatchCodes;
}

export function buildNotifier(env: Environment, approvalKeys: ApprovalKeys | null = null): Notifier {
  const { incidents, quotas } = buildStores(env);
  const context = buildChannelContext(env);
  return createNotifier({
    channels: channels.map((channel) => bindChannel(channel, context)),
    incidents,
    quotas,
    pageLinks: buildPageLinks(env, approvalKeys?.linkKeys ?? null),
    matchCodes: approvalKeys?.matchCodes ?? noMatchCodes,
    policy: readPolicy(env),
    clock: systemClock,
  });
}

/** Without the keys of approvals it links to incidents only. */
export function buildPageLinks(env: Environment, approvalLinkKeys: LinkKeys | null = null): PageLinks {
  return createSignedPageLinks(
    buildViewLinkKeys(env),
    urlVariable(env, 'CONSOLE_URL'),
    systemClock,
    approvalLinkKeys,
  );
}

/** A channel that is ready to send. */
function bindChannel(channel: Channel, context: ChannelContext): BoundChannel {
  return {
    name: channel.name,
    isPrivate: channel.isPrivate,
    deliver: async (to, notification) => {
      const message = channel.render(notification);
      if (message === null) return false;
      await channel.send(context, to, message);
      return true;
    },
  };
}
