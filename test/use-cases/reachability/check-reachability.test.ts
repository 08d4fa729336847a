import { beforeEach, describe, expect, it } from '@jest/globals';
import { ConfigurationError, DependencyUnavailableError } from '../../../lambdas/domain/errors.ts';
import type { CompiledPolicy } from '../../../lambdas/domain/policy/policy.ts';
import { peopleSchema } from '../../../lambdas/domain/policy/schemas/people-schema.ts';
import type { BoundReachability } from '../../../lambdas/ports/plug-ins/channel.ts';
import {
  type CheckReachabilityDeps,
  checkReachability,
} from '../../../lambdas/use-cases/reachability/check-reachability.ts';
import type { InMemoryChannel } from '../../../local/rehearsal/memory/in-memory-channel.ts';
import { createManualClock } from '../../../local/rehearsal/memory/manual-clock.ts';
import { createMemoryPorts, handlerDeps } from '../../../local/rehearsal/memory-ports.ts';
import { aService } from '../../support/builders/builders.ts';
import { aPolicy } from '../../support/builders/policy/a-policy.ts';
import { signInPolicy, testIssuer } from '../../support/builders/policy/sign-in-policy.ts';

const startAt = '2026-11-23T02:00:00.000Z';
const quiet = aPolicy({ services: [aService()] });

function aWorld(policy: CompiledPolicy = quiet, ...reachableBy: readonly BoundReachability[]) {
  const clock = createManualClock(startAt);
  const ports = createMemoryPorts(clock, policy);
  const refusing = new Set<string>();
  const channel: InMemoryChannel = {
    ...ports.channel,
    deliver: async (to, notification) => {
      if (refusing.has(to.id)) throw new DependencyUnavailableError('SES refused the mail');
      return await ports.channel.deliver(to, notification);
    },
  };
  const deps = handlerDeps({ ...ports, channel, reachableBy });
  const facts = () =>
    deps.channel
      .sent()
      .flatMap((each) => (each.kind === 'reachability' ? [{ to: each.to, ...each.facts }] : []));
  return {
    ...deps,
    facts,
    refusing,
    check: (given: Partial<CheckReachabilityDeps> = {}) => checkReachability({ ...deps, ...given }),
  };
}

const looking = (name: string, obstacle: BoundReachability['obstacle']): BoundReachability => ({
  name,
  obstacle,
});
const suppressed = { what: 'SES drops every mail to ben@example.com (bounce)', next: 'aws sesv2 …' };

describe('looking whether people can be reached', () => {
  it('tells nobody where nothing is found', async () => {
    const asked: string[] = [];
    const world = aWorld(
      quiet,
      looking('mail', async ({ id }) => {
        asked.push(id);
        return null;
      }),
    );
    expect(await world.check()).toEqual({ found: 0, unreached: [] });
    expect(asked).toEqual(quiet.people.people.map(({ id }) => id));
    expect(world.channel.sent()).toEqual([]);
  });

  it('tells operations and the commander whom a channel does not reach', async () => {
    const world = aWorld(
      quiet,
      looking('mail', async ({ id }) => (id === 'ben' ? suppressed : null)),
    );
    expect(await world.check()).toEqual({ found: 1, unreached: [] });
    expect(world.facts().length).toBeGreaterThan(0);
    for (const each of world.facts()) {
      expect(each).toMatchObject({ findings: [{ state: 'obstacle', ...suppressed }], others: 0 });
    }
  });

  it('asks only about those whom policy reaches by the channel', async () => {
    const asked: string[] = [];
    const { check } = aWorld(
      quiet,
      looking('sms', async ({ id }) => {
        asked.push(id);
        return null;
      }),
    );
    await check();
    expect(asked).toEqual([]);
  });

  it('does not take a channel that cannot be asked for one that reaches, and asks the others', async () => {
    const people = peopleSchema.parse({
      ...quiet.people,
      incidentChannels: [{ id: 'ops', channel: 'slack', to: 'C012AB3CD' }],
    });
    const world = aWorld(
      { ...quiet, people },
      looking('slack', () => Promise.reject(new ConfigurationError('the scope users:read is missing'))),
      looking('mail', async ({ id }) => (id === 'ben' ? suppressed : null)),
    );
    expect(await world.check()).toMatchObject({ found: 2 });
    const [told] = world.facts();
    expect(told?.findings).toMatchObject([
      { state: 'unknown', what: expect.stringContaining('users:read') },
      { state: 'obstacle', ...suppressed },
    ]);
  });

  it('names whoever could not be told, and fails only when nobody could be', async () => {
    const people = { ...quiet.people, stakeholders: { ...quiet.people.stakeholders, ops: ['ana', 'ben'] } };
    const mail = looking('mail', async ({ id }) => (id === 'ben' ? suppressed : null));
    const world = aWorld({ ...quiet, people }, mail);
    world.refusing.add('ben');
    expect(await world.check()).toMatchObject({ unreached: ['ben'] });
    world.refusing.add('ana');
    await expect(world.check()).rejects.toThrow();
  });

  it('names the times of the next weeks at which a rota has nobody', async () => {
    const people = peopleSchema.parse({
      ...quiet.people,
      onCall: {
        rotas: [
          {
            id: 'primary',
            timeZone: 'Europe/Berlin',
            layers: [
              {
                people: ['ana'],
                startsAt: '2026-01-05T10:00',
                until: '2026-12-01T10:00',
                handoffEvery: { weeks: 1 },
              },
            ],
          },
        ],
        escalations: [{ commander: ['primary', 'ben'] }],
      },
    });
    const world = aWorld({ ...quiet, people });
    await world.check();
    expect(world.facts()[0]?.findings).toEqual([
      expect.objectContaining({
        what: expect.stringMatching(/^primary: nobody from Tue 1 Dec 2026 10:00 CET/),
      }),
    ]);
  });
});

describe('looking whether approvers can sign in', () => {
  const policy = signInPolicy();
  let world: ReturnType<typeof aWorld>;
  beforeEach(() => {
    world = aWorld(policy);
  });
  const signedIn = (person: string, at: string, issuer = testIssuer) =>
    world.signIns.recordSignIn({ person, at, issuer });
  const lately = '2026-11-01T00:00:00.000Z';
  const found = async () => {
    await world.check();
    return world.facts()[0]?.findings.map(({ what }) => what.split(' ')[0]) ?? [];
  };

  it('is content with all who signed in lately', async () => {
    for (const person of policy.people.approvals.approvers) await signedIn(person, lately);
    expect(await found()).toEqual([]);
  });

  it.each<[string, () => unknown]>([
    ['never did', () => {}],
    ['did long ago', () => signedIn('ana', '2026-07-01T00:00:00.000Z')],
    ['did at another issuer', () => signedIn('ana', lately, 'https://old.example.com')],
  ])('names who %s', async (_, sign) => {
    await signedIn('ben', lately);
    await sign();
    expect(await found()).toEqual(['ana']);
  });

  it('names who has no subject at the issuer', async () => {
    const people = policy.people.people.map(({ oidc, ...person }) =>
      person.id === 'ana' || oidc === undefined ? person : { ...person, oidc },
    );
    world = aWorld({ ...policy, people: { ...policy.people, people } });
    for (const person of ['ana', 'ben']) await signedIn(person, lately);
    expect(await found()).toEqual(['ana']);
  });
});
