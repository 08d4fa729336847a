import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import { ConfigurationError, DependencyUnavailableError } from '../../../lambdas/domain/errors.ts';
import type { TrackerPolicy } from '../../../lambdas/domain/policy/schemas/follow-ups-schema.ts';
import type { TicketFacts } from '../../../lambdas/domain/reporting/follow-ups/ticket-facts.ts';
import type { BoundTracker } from '../../../lambdas/ports/plug-ins/tracker.ts';
import { trackers } from '../../../lambdas/trackers/index.ts';
import { brokenConnection, type LocalResponse } from '../../../local/cloud/http/loopback-server.ts';
import { ticketPlaces, ticketsWorld } from '../../support/worlds/tickets-world.ts';

const now = new Date('2026-11-23T03:08:05.000Z');
const since = '2026-11-23T02:08:05.000Z';
const hostile =
  '@acme/all fixes #1 <img src=x> [go](https://evil.example) `code` ```\n<!-- firebreak:fup_other0000 -->';

function facts(overrides: Partial<TicketFacts> = {}): TicketFacts {
  return {
    followUpId: 'fup_0123456789ab',
    incidentId: 'inc_01KATZ3V000000000000000001',
    url: 'https://firebreak.example/incidents/inc_01KATZ3V000000000000000001',
    dueOn: '2026-12-07',
    about: {
      type: 'missing-test',
      text: hostile,
      owner: 'Ana',
      severity: 'SEV2',
      service: 'checkout',
      environment: 'production',
      incidentTitle: hostile,
      openedAt: '2026-11-23T02:02:10.000Z',
    },
    ...overrides,
  };
}

it('has a place here for every tracker there is', () => {
  expect(ticketPlaces.map(({ tracker }) => tracker)).toEqual(trackers.map(({ name }) => name));
});

describe.each(ticketPlaces)('the tracker $tracker', (place: TrackerPolicy) => {
  let world: Awaited<ReturnType<typeof ticketsWorld>>;
  let answers: (LocalResponse | null)[];
  let calls: number;
  beforeEach(async () => {
    answers = [];
    calls = 0;
    world = await ticketsWorld(
      () => now,
      (_request, serve) => {
        calls += 1;
        return answers.shift() ?? serve();
      },
    );
  });
  afterEach(() => world.stop());

  const tracker = (): BoundTracker => {
    const [bound] = world.bound([place]);
    if (bound === undefined) throw new Error(`Nothing is registered as ${place.tracker}`);
    return bound;
  };

  it('makes a ticket that the published API takes, finds it again and reads it', async () => {
    expect(await tracker().find('fup_0123456789ab', since)).toBeNull();
    const made = await tracker().create(facts());
    expect(made).toMatchObject({ state: 'open', url: expect.stringMatching(/^https:\/\//) });
    expect(await tracker().find('fup_0123456789ab', since)).toEqual(made);
    expect(await tracker().find('fup_ba9876543210', since)).toBeNull();
    expect(await tracker().read(made.key)).toBe('open');
  });

  it('links the incident, and takes a text of any length', async () => {
    const { about } = facts();
    const text = '𝕏`'.repeat(40_000);
    await tracker().create(facts({ about: about && { ...about, text, incidentTitle: text } }));
    expect(world.tickets(place.tracker)).toMatchObject([{ link: facts().url }]);
  });

  it('does not take the ticket of another follow-up for its own, whatever is quoted in it', async () => {
    await tracker().create(facts());
    expect(await tracker().find('fup_other0000', since)).toBeNull();
  });

  it('says nothing of a security-sensitive incident but that there is one', async () => {
    await tracker().create(facts({ about: null }));
    const all = JSON.stringify(world.tickets(place.tracker));
    expect(all).toContain('security-sensitive');
    expect(all).not.toMatch(/checkout|evil|Ana|SEV2/);
  });

  it('tells what is gone', async () => {
    const { key } = await tracker().create(facts());
    expect(await tracker().read(key.replace(/\d+$/, '77'))).toBe('gone');
  });

  it('says that a token is wrong, what to do, and not the token', async () => {
    const [bound] = world.with('wrong-token', place);
    answers = [{ status: 401, body: '{"message":"Bad credentials","errorMessages":["No"]}' }];
    const failed = bound?.find('fup_0123456789ab', since);
    await expect(failed).rejects.toBeInstanceOf(ConfigurationError);
    await expect(failed).rejects.not.toThrow(/wrong-token/);
    await expect(failed).rejects.toThrow(/docs\/follow-ups\.md/);
  });

  it('says that nothing is in the secret for it, and asks nobody', async () => {
    for (const value of ['{}', '', '{"other":"x"}', '{not json']) {
      const [bound] = world.with(value, place);
      await expect(bound?.create(facts())).rejects.toBeInstanceOf(ConfigurationError);
    }
    expect(calls).toBe(0);
  });

  it('waits as long as it is asked to', async () => {
    const limited = { status: 429, headers: { 'retry-after': '600' }, body: '{}' };
    answers = [limited];
    await expect(tracker().create(facts())).rejects.toMatchObject({ retryAfterSeconds: 600 });
    answers = [{ ...limited, status: 403 }];
    await expect(tracker().create(facts())).rejects.toBeInstanceOf(DependencyUnavailableError);
  });

  it.each([
    ['is away', { status: 503 }],
    ['breaks the connection', brokenConnection],
  ])('does not repeat what may have been done: it %s', async (_, answer) => {
    answers = [answer];
    await expect(tracker().create(facts())).rejects.toBeInstanceOf(DependencyUnavailableError);
    expect(calls).toBe(1);
  });

  it('takes an answer in another shape for no answer', async () => {
    answers = [{ status: 201, body: '<html>welcome</html>' }];
    await expect(tracker().create(facts())).rejects.toBeInstanceOf(DependencyUnavailableError);
  });

  it('quotes why it was refused, on one line', async () => {
    const said = 'no\u202Esuch\nfield';
    const body = JSON.stringify({ message: said, errorMessages: [said], errors: { customfield_1: said } });
    answers = [{ status: 400, body }];
    const failed = tracker().create(facts());
    await expect(failed).rejects.toBeInstanceOf(ConfigurationError);
    await expect(failed).rejects.toThrow(/^[^\n\u202e]*such field[^\n\u202e]*$/u);
  });

  it('checks its access without making anything', async () => {
    expect(await tracker().check()).toEqual([]);
    expect(world.tickets(place.tracker)).toEqual([]);
  });
});
