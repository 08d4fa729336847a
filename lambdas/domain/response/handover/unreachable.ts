import type { PeoplePolicy } from '../../policy/policy.ts';
import type { TimelineEntry } from '../../records/timeline.ts';

/** Kinds of entries that tell that a notification did not reach its person by a channel. */
const lostKinds: readonly string[] = ['notification.failed', 'notification.undelivered'];

/** People of whom every channel is known to have failed since then. That nothing is known of one is no proof that it reached them. */
export function unreachableSince(
  { people }: Pick<PeoplePolicy, 'people'>,
  entries: readonly TimelineEntry[],
  since: string,
): readonly string[] {
  const lost = entries.filter(({ kind, at }) => lostKinds.includes(kind) && at >= since);
  return people
    .filter(({ id, channels }) =>
      channels.every((channel) =>
        lost.some(({ data }) => data['person'] === id && isBy(data['channels'], channel)),
      ),
    )
    .map(({ id }) => id);
}

function isBy(channels: unknown, channel: string): boolean {
  return Array.isArray(channels) && channels.includes(channel);
}
