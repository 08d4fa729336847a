import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import { ConfigurationError, DependencyUnavailableError } from '../../../lambdas/domain/errors.ts';
import type { StatusPagePolicy } from '../../../lambdas/domain/policy/schemas/public-status-schema.ts';
import type {
  PublicRelease,
  PublicState,
} from '../../../lambdas/domain/records/public-status/public-status.ts';
import type { BoundStatusPage, PublicPost } from '../../../lambdas/ports/plug-ins/status-page.ts';
import { statusPages } from '../../../lambdas/status-pages/index.ts';
import { aPublicPost } from '../../support/builders/public-status/a-public-post.ts';
import { aPublicRelease } from '../../support/builders/public-status/a-public-status.ts';
import { publicPages, statusWorld } from '../../support/worlds/status-world.ts';

let now: Date;
let world: Awaited<ReturnType<typeof statusWorld>>;
beforeEach(async () => {
  now = new Date('2026-11-23T02:08:05.000Z');
  world = await statusWorld(() => now);
});
afterEach(() => world.stop());

function aRelease(number: number, state: PublicState): PublicRelease {
  const at = `2026-11-23T02:${10 + number}:00.123Z`;
  return aPublicRelease({ number, state, text: `Release ${number} of it.`, at, draft: null });
}

/** As it is published, at the time of its last release. */
function aPost(...given: Parameters<typeof aPublicPost>): PublicPost {
  const post = aPublicPost(...given);
  now = new Date(post.release.at);
  return post;
}

const first = aRelease(1, 'investigating');
const second = aRelease(2, 'identified');
const third = aRelease(3, 'resolved');

it('has a page here of every kind there is', () => {
  expect(publicPages.map(({ page }) => page)).toEqual(statusPages.map(({ name }) => name));
});

describe.each(publicPages)('the status page $page', (place: StatusPagePolicy) => {
  const page = (): BoundStatusPage => {
    const [bound] = world.bound([place]);
    if (bound === undefined) throw new Error(`Nothing is registered as ${place.page}`);
    return bound;
  };
  const positions = (text: string) => [first, second, third].map((each) => text.indexOf(each.text));

  it('shows each release of an incident, in one place', async () => {
    const { ref } = await page().publish(aPost([first]));
    await page().publish(aPost([first, second], ref));
    expect(await page().publish(aPost([first, second, third], ref))).toMatchObject({ ref });
    const [shown = '', ...others] = world.shown(place);
    expect(others).toEqual([]);
    const [a = -1, b = -1, c = -1] = positions(shown);
    expect(c).toBeGreaterThan(-1);
    expect(b).toBeGreaterThan(c);
    expect(a).toBeGreaterThan(b);
  });

  it('begins with a later release where it never got the first', async () => {
    await page().publish(aPost([first, second]));
    expect(world.shown(place)).toEqual([expect.stringContaining(second.text)]);
  });

  it('publishes once, however often it is called', async () => {
    const { ref } = await page().publish(aPost([first]));
    await page().publish(aPost([first, second], ref));
    const shown = world.shown(place);
    await page().publish(aPost([first, second], ref));
    await page().publish(aPost([first, second]));
    expect(world.shown(place)).toEqual(shown);
  });

  it('publishes once after an answer that got lost', async () => {
    for (const releases of [[first], [first, second]] as const) {
      world.faults.writes.push(...Array.from({ length: 4 }, () => 'lost' as const));
      await expect(page().publish(aPost(releases))).rejects.toBeInstanceOf(DependencyUnavailableError);
      world.faults.writes.length = 0;
      await page().publish(aPost(releases));
    }
    const [shown = '', ...others] = world.shown(place);
    expect(others).toEqual([]);
    expect(shown.split(first.text)).toHaveLength(2);
    expect(shown.split(second.text)).toHaveLength(2);
  });

  it('tells another incident from this one', async () => {
    await page().publish(aPost([first]));
    const other = {
      ...aPost([first]),
      incidentId: 'inc_01KATZ3V000000000000000002',
      startedAt: '2026-11-23T01:00:00.000Z',
    };
    await page().publish(other);
    expect(world.shown(place)).toHaveLength(2);
  });

  it('says that it may not, what to do, and not the secret', async () => {
    world.faults.reads.push({ status: 401, body: '{"message":"Bad credentials","error":"No"}' });
    const [bound] = world.with('wrong-secret', place);
    const failed = bound?.publish(aPost([first]));
    await expect(failed).rejects.toBeInstanceOf(ConfigurationError);
    await expect(failed).rejects.not.toThrow(/wrong-secret/);
    await expect(failed).rejects.toThrow(/docs\/status-pages\.md/);
  });

  it.each([{ status: 503 }, { status: 429, headers: { 'retry-after': '600' } }])(
    'leaves it for later when the answer is $status',
    async (fault) => {
      world.faults.reads.push(fault, fault, fault, fault);
      await expect(page().publish(aPost([first]))).rejects.toBeInstanceOf(DependencyUnavailableError);
      expect(world.shown(place)).toEqual([]);
    },
  );

  it('takes an answer in another shape for no answer, and writes nothing over it', async () => {
    if (place.page === 'static') {
      world.bucket.set(`${place.to}/status.json`, { text: '{"mine":1}', headers: {} });
    } else {
      world.faults.reads.push({ status: 200, body: '<html>welcome</html>' });
    }
    await expect(page().publish(aPost([first]))).rejects.toThrow();
    expect(world.calls.filter((method) => method !== 'GET')).toEqual([]);
  });

  it('would take a release, and changes nothing to tell so', async () => {
    expect(await page().check()).toEqual([]);
    expect(world.calls.filter((method) => method !== 'GET')).toEqual([]);
  });
});

describe('status pages that ask to be left alone', () => {
  it.each(publicPages.filter(({ page }) => page !== 'static'))(
    'wait as long as $page says',
    async (place) => {
      world.faults.reads.push({ status: 429, headers: { 'retry-after': '600' } });
      const [bound] = world.bound([place]);
      await expect(bound?.publish(aPost([first]))).rejects.toMatchObject({ retryAfterSeconds: 600 });
    },
  );

  it('also by the older word of Statuspage', async () => {
    world.faults.reads.push({ status: 420 });
    const [bound] = world.bound(publicPages.filter(({ page }) => page === 'statuspage'));
    await expect(bound?.publish(aPost([first]))).rejects.toMatchObject({ retryAfterSeconds: 60 });
  });
});

describe.each(publicPages.filter(({ components }) => Object.keys(components).length > 0))(
  'the components of $page',
  (place) => {
    let world: Awaited<ReturnType<typeof statusWorld>>;
    beforeEach(async () => {
      world = await statusWorld(() => now);
    });
    afterEach(() => world.stop());

    const others = Array.from({ length: 100 }, (_, index) => ({ id: `other${index}` }));
    const check = async (components: StatusPagePolicy['components']) => {
      const [bound] = world.bound([{ ...place, components }]);
      return await bound?.check();
    };

    it('are looked for behind the first hundred too', async () => {
      world.faults.reads.push({ status: 200, body: JSON.stringify(others) });
      expect(await check(place.components)).toEqual([]);
    });

    it('are named where the page has none of that id', async () => {
      world.faults.reads.push({ status: 200, body: JSON.stringify(others) });
      expect(await check({ ...place.components, search: 'gone' })).toEqual([
        expect.stringMatching(/ gone \(of search\)$/),
      ]);
    });
  },
);
