import {
  type UpdateSignal,
  updateSignals,
} from '../../../../lambdas/domain/reporting/updates/incident-update.ts';
import type { Post } from '../../../../lambdas/domain/reporting/updates/post.ts';

export const postUrl = 'https://firebreak.example/incidents/inc_1';

/** A post with these words wherever a title, a name or a text from outside stands. */
export function samplePost(
  signal: UpdateSignal,
  words = 'Checkout fails',
  overrides: Partial<Post> = {},
): Post {
  const called =
    signal === 'call' ? [{ id: 'ana', name: words, email: 'ana@example.com', channels: ['mail'] }] : [];
  return {
    key: `inc_1_place_${signal}`,
    to: null,
    incident: {
      id: 'inc_1',
      severity: 'SEV1',
      service: words,
      environment: words,
      title: words,
      openedAt: '2026-11-23T02:02:10.000Z',
      status: 'responding',
    },
    update: {
      id: signal,
      at: '2026-11-23T02:02:20.000Z',
      signal,
      text: words,
      calls: called.map(({ id }) => id),
      answers: signal === 'settled' ? 'call' : null,
    },
    url: postUrl,
    called,
    memory: {},
    ...overrides,
  };
}

/** One of each signal, in the order in which they come. */
export function samplePosts(words?: string, overrides?: Partial<Post>): readonly Post[] {
  return updateSignals.map((signal) => samplePost(signal, words, overrides));
}
