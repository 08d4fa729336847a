import { describe, expect, it } from '@jest/globals';
import { createInMemoryIncidentStore } from '../../../lambdas/adapters/memory/in-memory-incident-store.ts';
import { createInMemoryMailQuotaStore } from '../../../lambdas/adapters/memory/in-memory-mail-quota-store.ts';
import { createInMemoryMailer } from '../../../lambdas/adapters/memory/in-memory-mailer.ts';
import { createManualClock } from '../../../lambdas/adapters/memory/manual-clock.ts';
import { WriteConflictError } from '../../../lambdas/domain/errors.ts';
import { mailWithinQuota } from '../../../lambdas/use-cases/notify/mail-within-quota.ts';
import { sendDigest } from '../../../lambdas/use-cases/notify/send-digests.ts';
import { aClosedIncident, anIncident } from '../../support/builders/records.ts';
import { aPolicy } from '../../support/worlds/approval-world.ts';

const policy = aPolicy();
const ben = policy.people.people.find(({ id }) => id === 'ben');
if (ben === undefined) throw new Error('The policy of the tests has no ben');

function mailWorld() {
  const mailer = createInMemoryMailer();
  const deps = {
    incidents: createInMemoryIncidentStore(),
    mailQuotas: createInMemoryMailQuotaStore(),
    clock: createManualClock('2026-11-23T02:04:00Z'),
    mailer,
    policy,
    pageLinks: { incidentPage: async (id: string, person: string) => `https://f.example/${id}/${person}` },
    consoleUrl: 'https://f.example',
  };
  let sent = 0;
  return {
    deps,
    sent: () => sent,
    digests: () => mailer.sent(),
    async mail(count: number, overrides: Parameters<typeof anIncident>[0] = {}, from = 0): Promise<void> {
      for (let n = from; n < from + count; n += 1) {
        const incident = anIncident({ id: `inc_${n}`, commander: 'ben', ...overrides });
        await deps.incidents.createIncident(incident);
        await mailWithinQuota(deps, 'ben', { incident, reason: 'no step applies' }, async () => {
          sent += 1;
        });
      }
    },
  };
}

describe('mails about incidents', () => {
  it('are sent up to the limit; the others wait, but for SEV1', async () => {
    const world = mailWorld();
    await world.mail(14);
    expect(world.sent()).toBe(10);
    await world.mail(3, { severity: 'SEV1' }, 100);
    expect(world.sent()).toBe(13);
    expect(world.digests()).toEqual([]);
  });

  it('come as one digest when the time is over, worst first, with a personal link each', async () => {
    const world = mailWorld();
    await world.mail(11, { severity: 'SEV3' });
    await world.mail(2, { severity: 'SEV2', title: 'Queue <b>grows</b>' }, 50);
    await sendDigest(world.deps, ben);
    expect(world.digests()).toEqual([]);
    world.deps.clock.advance(15 * 60);
    await sendDigest(world.deps, ben);
    await sendDigest(world.deps, ben);
    const [digest, ...others] = world.digests();
    expect(others).toEqual([]);
    expect(digest?.subject).toBe('SEV2 and more: 3 incidents need a person');
    expect(digest?.text.indexOf('SEV2')).toBeLessThan(digest?.text.indexOf('SEV3') ?? -1);
    expect(digest?.text).toContain('https://f.example/inc_50/ben');
    expect(digest?.html).not.toContain('<b>grows');
  });

  it('start anew after a quiet time', async () => {
    const world = mailWorld();
    await world.mail(10);
    world.deps.clock.advance(15 * 60);
    await world.mail(4, {}, 20);
    expect(world.sent()).toBe(14);
  });

  it('leave out of the digest what was closed, and what became sensitive and is not theirs to see', async () => {
    const world = mailWorld();
    await world.mail(13);
    await world.deps.incidents.saveIncident(aClosedIncident({ id: 'inc_10', version: 2 }));
    const sensitive = anIncident({ id: 'inc_11', version: 2, sensitive: true, commander: 'ana' });
    await world.deps.incidents.saveIncident(sensitive);
    world.deps.clock.advance(15 * 60);
    const withoutBen = {
      ...policy,
      people: { ...policy.people, stakeholders: { ...policy.people.stakeholders, security: ['ana'] } },
    };
    await sendDigest({ ...world.deps, policy: withoutBen }, ben);
    const [digest] = world.digests();
    expect(digest?.text).toContain('inc_12');
    expect(digest?.text).not.toContain('inc_10');
    expect(digest?.text).not.toContain('inc_11');
  });

  it('are rather sent than lost when the count cannot be written', async () => {
    const world = mailWorld();
    const busy = {
      ...world.deps.mailQuotas,
      saveQuota: async () => {
        throw new WriteConflictError('Somebody else counts');
      },
    };
    let sent = 0;
    const about = { incident: anIncident(), reason: 'no step applies' };
    await mailWithinQuota({ ...world.deps, mailQuotas: busy }, 'ben', about, async () => {
      sent += 1;
    });
    expect(sent).toBe(1);
  });
});
