import { ConfigurationError } from '../../domain/errors.ts';
import type { CompiledPolicy, PersonPolicy } from '../../domain/policy/policy.ts';
import { policyNames } from '../../domain/reporting/names/policy-names.ts';
import { namedNotification } from '../../domain/reporting/notifications/named-notification.ts';
import type { Notification } from '../../domain/reporting/notifications/notification.ts';
import { notificationKey } from '../../domain/reporting/notifications/notification-key.ts';
import type { MatchCodes } from '../../ports/crypto/match-codes.ts';
import type { PageLinks } from '../../ports/crypto/page-links.ts';
import type { BoundChannel } from '../../ports/plug-ins/channel.ts';

export interface DeliverNotificationDeps {
  readonly channels: readonly BoundChannel[];
  readonly pageLinks: PageLinks;
  readonly matchCodes: MatchCodes;
  readonly policy: Pick<CompiledPolicy, 'people' | 'services'>;
}

export interface ChannelFailure {
  readonly channel: string;
  readonly error: unknown;
}

export interface DeliveryResult {
  /** At least one channel. */
  readonly sent: readonly string[];
  readonly failures: readonly ChannelFailure[];
}

/** Tells one person by each channel that policy names for them. Rejects with what the first said when all of them refused. */
export async function deliverNotification(
  deps: DeliverNotificationDeps,
  person: PersonPolicy,
  notification: Notification,
): Promise<DeliveryResult> {
  const { link } = notification;
  const personal = {
    ...namedNotification(notification, policyNames(deps.policy)),
    key: notificationKey(notification, person.id),
    url: await deps.pageLinks.pageFor(link, person.id),
    code: link.page === 'approval' ? await deps.matchCodes.codeFor({ ...link, person: person.id }) : null,
  };
  const sent: string[] = [];
  const failures: ChannelFailure[] = [];
  let isReached = false;
  for (const name of person.channels) {
    try {
      const channel = channelNamed(deps, name);
      if (!(await channel.deliver(person, personal))) continue;
      sent.push(name);
      // Without their link nobody can decide.
      if (channel.isPrivate || link.page !== 'approval') isReached = true;
    } catch (error) {
      failures.push({ channel: name, error });
    }
  }
  const [first] = failures;
  if (!isReached && first !== undefined) throw first.error;
  return { sent, failures };
}

function channelNamed({ channels }: DeliverNotificationDeps, name: string): BoundChannel {
  const channel = channels.find((each) => each.name === name);
  if (channel === undefined)
    throw new ConfigurationError(`people.yaml names the channel ${name}: there is none`);
  return channel;
}
