import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import { incidentChannels } from '../../../lambdas/channels/index.ts';
import { ConfigurationError } from '../../../lambdas/domain/errors.ts';
import type { Post } from '../../../lambdas/domain/reporting/updates/post.ts';
import { brokenConnection } from '../../../local/cloud/http/loopback-server.ts';
import { postUrl, samplePost, samplePosts } from '../../support/builders/samples/sample-posts.ts';
import {
  type IncidentChannelBench,
  startIncidentChannelBench,
} from '../../support/servers/incident-channel-bench.ts';

let bench: IncidentChannelBench;
beforeEach(async () => {
  bench = await startIncidentChannelBench();
});
afterEach(async () => {
  await bench.stop();
});

const hostile =
  '</at><!channel> <@U12345> *b* [x](https://evil.example) \r\nBcc: eve@example.com\u202E {"a":1} &amp;';
/** A Slack channel; the others do without. */
const somewhere = { to: 'C012AB3CD' };

const each = incidentChannels.map((channel) => ({
  name: channel.name,
  channel,
  at: (channel.to.isRequired ? somewhere : {}) as Partial<Post>,
}));

describe.each(each)('the incident channel $name', ({ name, channel, at }) => {
  it('is understood by its service, from the first update to the last', async () => {
    await bench.sendAll(channel, samplePosts('Checkout fails', at));
    expect(bench.services.board.of(name).length).toBeGreaterThan(0);
  });

  it('is understood whatever words come from outside, however long or short', async () => {
    for (const words of [hostile, '*', ' ', 'ä'.repeat(5000), '\u0000'.repeat(3), '<>'.repeat(900)]) {
      await bench.sendAll(channel, samplePosts(words, at));
    }
  });

  it('leads to the incident without a key', async () => {
    const posts = samplePosts('Checkout fails', at);
    const shown = JSON.stringify(posts.map((post) => channel.render(post)));
    expect(shown).toContain(postUrl);
    expect(shown).not.toContain(`${postUrl}#`);
  });

  it('sends nobody elsewhere on a redirect, and names no secret in what it says', async () => {
    bench.interpose(() => ({ status: 307, headers: { location: 'https://evil.example/' } }));
    const result = await bench.send(channel, samplePost('call', 'x', at));
    expect(result).toMatchObject({ outcome: 'later' });
    expect(JSON.stringify(result)).not.toMatch(/sig=|xoxb|whsec|0123456789abcdef/);
  });

  it('waits as long as the service says', async () => {
    bench.interpose(() => ({ status: 429, headers: { 'retry-after': '77' }, body: '{"ok":false}' }));
    expect(await bench.send(channel, samplePost('call', 'x', at))).toMatchObject({
      outcome: 'later',
      retryAfterSeconds: 77,
    });
  });

  it('does not know whether it arrived when the service fails or does not answer', async () => {
    bench.interpose(() => ({ status: 503 }));
    expect(await bench.send(channel, samplePost('call', 'x', at))).toMatchObject({ outcome: 'unknown' });
    bench.interpose(() => brokenConnection);
    expect(await bench.send(channel, samplePost('call', 'x', at))).toBe('lost');
  });

  it.each(['', '{}', '{"other": "x"}', '{', 'http://example.com/x'])(
    'says that its secret %j is no use, and not what is in it',
    async (secret) => {
      const result = bench.send(channel, samplePost('call', 'x', { ...at, to: at.to ?? 'ops' }), { secret });
      const outcome = await result.then(JSON.stringify, (error: unknown) => error);
      if (outcome instanceof Error) {
        expect(outcome).toBeInstanceOf(ConfigurationError);
        expect(outcome.message).not.toMatch(/example\.com/);
      } else {
        // A token or key that only the service can judge.
        expect(outcome).toMatch(/refused|later/);
      }
    },
  );
});

describe('a post whose answer got lost', () => {
  /** Those whose service can tell a repetition. Teams cannot: there the message comes twice, rather than never. */
  it.each(each.filter(({ name }) => name !== 'teams'))(
    'is there once on $name',
    async ({ name, channel, at }) => {
      const call = samplePost('call', 'Checkout fails', at);
      bench.interpose((_, serve) => {
        serve();
        return brokenConnection;
      });
      expect(await bench.send(channel, call)).toBe('lost');
      bench.interpose(null);
      const before = bench.services.board.of(name).length;
      const result = await bench.send(channel, call, { isRepeat: true });
      expect(result).toMatchObject({ outcome: 'posted' });
      expect(bench.services.board.of(name).filter(({ thread }) => thread === null)).toHaveLength(1);
      const again = await bench.send(channel, call, { isRepeat: true });
      expect(again).toEqual(result);
      expect(bench.services.board.of(name).length).toBeLessThanOrEqual(before + 1);
    },
  );
});
