import { beforeEach, describe, expect, it } from '@jest/globals';
import { DependencyUnavailableError } from '../../../lambdas/domain/errors.ts';
import type { Post } from '../../../lambdas/domain/reporting/updates/post.ts';
import type {
  BoundIncidentChannel,
  PostResult,
  PostTime,
} from '../../../lambdas/ports/plug-ins/incident-channel.ts';
import { closeIncident } from '../../../lambdas/use-cases/closing/close-incident.ts';
import { handOver } from '../../../lambdas/use-cases/handover/hand-over.ts';
import { postAtOnce } from '../../../lambdas/use-cases/notify/post-at-once.ts';
import { postUpdates } from '../../../lambdas/use-cases/notify/post-updates.ts';
import { sweep } from '../../../lambdas/use-cases/sweep/sweep.ts';
import { type UseCaseWorld, useCaseWorld } from '../../support/worlds/use-case-world.ts';

type Answer = (post: Post, time: PostTime) => Promise<PostResult>;

/** A channel that keeps what it is asked to send and answers as told. */
function aChannel(name = 'chat') {
  const sent: { readonly id: string; readonly isRepeat: boolean; readonly post: Post }[] = [];
  const taken: Answer = async ({ memory, update }) => ({
    outcome: 'posted',
    memory: { ...memory, last: update.id },
  });
  let answer = taken;
  const channel: BoundIncidentChannel = {
    name,
    prepare: (post) =>
      post.update.text.startsWith('Asked nobody')
        ? null
        : async (time) => {
            sent.push({ id: post.update.id, isRepeat: time.isRepeat, post });
            return await answer(post, time);
          },
  };
  return { channel, sent, taken, answerWith: (next: Answer) => (answer = next) };
}

const later =
  (retryAfterSeconds: number | null = null): Answer =>
  async () => ({ outcome: 'later', reason: 'it answered 429', retryAfterSeconds });
const lost: Answer = async () => await Promise.reject(new DependencyUnavailableError('chat did not answer'));

let world: UseCaseWorld;
let chat: ReturnType<typeof aChannel>;
let deps: UseCaseWorld;

function following(place: object = {}): void {
  const defaults = { id: 'ops', channel: 'chat', severities: ['SEV1', 'SEV2', 'SEV3'] as const };
  const people = { ...world.policy.people, incidentChannels: [{ ...defaults, ...place }] };
  deps = { ...world, incidentChannels: [chat.channel], policy: { ...world.policy, people } };
}

beforeEach(async () => {
  world = useCaseWorld();
  chat = aChannel();
  await world.acted();
  following();
});

async function post(): Promise<void> {
  const until = new Date(world.clock.now().getTime() + 20_000);
  await postUpdates(deps, world.incidentId, { until, actor: 'firebreak:sweep' });
}

const ids = () => chat.sent.map(({ id }) => id);

async function failures() {
  const record = await world.incidents.readRecord(world.incidentId);
  return (record?.entries ?? []).filter(({ kind }) => kind === 'notification.failed');
}

async function becomeSensitive(): Promise<void> {
  const incident = await world.incidents.readIncident(world.incidentId);
  if (incident === null) return;
  await world.incidents.saveIncident({ ...incident, sensitive: true, version: incident.version + 1 });
}

describe('an incident channel', () => {
  it('is told each update once, in order, and remembers what it was told to', async () => {
    await post();
    await post();
    expect(ids()).toEqual(['incident.opened', 'step.done:0']);
    expect(chat.sent.at(-1)?.post.memory).toEqual({ last: 'incident.opened' });
  });

  it.each([{ severities: ['SEV1'] }, { services: ['payments'] }])(
    'is told of what it follows only: %j',
    async (place) => {
      following(place);
      await post();
      expect(ids()).toEqual([]);
    },
  );

  it('is told nothing about a security-sensitive incident', async () => {
    await becomeSensitive();
    await post();
    expect(ids()).toEqual([]);
  });

  it('that followed an incident which becomes security-sensitive is told that nothing follows, and its end, without a word of it', async () => {
    await post();
    await becomeSensitive();
    await post();
    await closeIncident(world, { incidentId: world.incidentId, outcome: 'recovered', closedBy: 'firebreak' });
    await post();
    const after = chat.sent.slice(2);
    expect(after.map(({ id }) => id)).toEqual(['incident.restricted', 'incident.closed']);
    expect(JSON.stringify(after)).not.toMatch(/CheckoutErrorRateHigh|"checkout"|recovered/);
  });

  it('that was told nothing of an incident is not told its end', async () => {
    await closeIncident(world, { incidentId: world.incidentId, outcome: 'recovered', closedBy: 'firebreak' });
    await post();
    expect(ids()).toEqual([]);
  });

  it('is told right after a handover that the commander must act, before anything else', async () => {
    const { incidentId } = world;
    await handOver(world, { incidentId, reason: 'no step applies', reminder: 0, taskToken: null });
    await postAtOnce(deps, incidentId, 'firebreak:hand-over');
    expect(chat.sent[0]?.post).toMatchObject({ update: { signal: 'call' }, called: [{ id: 'ana' }] });
    const { entries } = (await world.incidents.readRecord(incidentId)) ?? { entries: [] };
    expect(
      entries.filter(({ kind, data }) => kind === 'notification.sent' && data['place'] === 'ops'),
    ).toHaveLength(1);
  });

  it('is told by the sweep', async () => {
    await sweep(deps);
    expect(ids()).toEqual(['incident.opened', 'step.done:0']);
  });
});

describe('a channel that does not take an update', () => {
  it('gets it again after a pause, and the record says so once', async () => {
    chat.answerWith(later());
    await post();
    await post();
    expect(ids()).toEqual(['incident.opened']);
    world.clock.advance(31);
    await post();
    chat.answerWith(chat.taken);
    world.clock.advance(61);
    await post();
    expect(ids()).toEqual(['incident.opened', 'incident.opened', 'incident.opened', 'step.done:0']);
    expect(chat.sent.map(({ isRepeat }) => isRepeat)).toEqual([false, false, false, false]);
    expect(await failures()).toHaveLength(1);
  });

  it('gets it when it said that it would take it', async () => {
    chat.answerWith(later(300));
    await post();
    world.clock.advance(299);
    await post();
    expect(ids()).toHaveLength(1);
    world.clock.advance(2);
    await post();
    expect(ids()).toHaveLength(2);
  });

  it('gets one whose answer was lost as a repetition', async () => {
    chat.answerWith(lost);
    await post();
    world.clock.advance(31);
    chat.answerWith(chat.taken);
    await post();
    expect(chat.sent.map(({ id, isRepeat }) => [id, isRepeat])).toEqual([
      ['incident.opened', false],
      ['incident.opened', true],
      ['step.done:0', false],
    ]);
  });

  it('gets one as a repetition whose sender crashed', async () => {
    chat.answerWith(async () => await Promise.reject(new Error('killed')));
    await expect(post()).rejects.toThrow('killed');
    chat.answerWith(chat.taken);
    await post();
    expect(ids()).toHaveLength(1);
    world.clock.advance(31);
    await post();
    expect(chat.sent[1]).toMatchObject({ id: 'incident.opened', isRepeat: true });
  });

  it('that refuses it for good is told the rest, and the record keeps that', async () => {
    chat.answerWith(async (each, time) =>
      each.update.signal === 'opened'
        ? { outcome: 'refused', reason: 'it answered 400' }
        : await chat.taken(each, time),
    );
    await post();
    expect(ids()).toEqual(['incident.opened', 'step.done:0']);
    expect((await failures()).map(({ data }) => data)).toEqual([
      { place: 'ops', channels: ['chat'], update: 'incident.opened' },
    ]);
  });

  it('is given up for one that is a day old', async () => {
    chat.answerWith(later());
    await post();
    world.clock.advance(86_500);
    chat.answerWith(chat.taken);
    await post();
    expect(ids()).toEqual(['incident.opened']);
    expect(await failures()).toHaveLength(3);
  });

  it('does not keep a call waiting', async () => {
    chat.answerWith(later(3000));
    await post();
    const { incidentId } = world;
    await handOver(world, { incidentId, reason: 'no step applies', reminder: 0, taskToken: null });
    await post();
    expect(chat.sent.at(-1)?.post.update.signal).toBe('call');
  });

  it('does not keep the incident waiting, whatever goes wrong', async () => {
    chat.answerWith(lost);
    await expect(postAtOnce(deps, world.incidentId, 'firebreak:hand-over')).resolves.toBeUndefined();
    await expect(sweep(deps)).resolves.toMatchObject({ swept: 1 });
  });
});

it('is told once though two look at the same moment', async () => {
  await Promise.all([post(), post()]);
  await post();
  expect(ids().toSorted()).toEqual(['incident.opened', 'step.done:0']);
});
