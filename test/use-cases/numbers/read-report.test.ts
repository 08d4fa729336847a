import { beforeEach, describe, expect, it } from '@jest/globals';
import { readReport } from '../../../lambdas/use-cases/numbers/read-report.ts';
import { aClosedIncident } from '../../support/builders/records.ts';
import { type UseCaseWorld, useCaseWorld } from '../../support/worlds/use-case-world.ts';

let world: UseCaseWorld;
beforeEach(() => {
  world = useCaseWorld();
});

const span = { since: '2026-11-01T00:00:00.000Z', until: '2026-12-01T00:00:00.000Z' };

async function closed(count: number, overrides: Parameters<typeof aClosedIncident>[0] = {}): Promise<void> {
  for (let index = 0; index < count; index += 1) {
    const openedAt = new Date(Date.parse('2026-11-10T00:00:00.000Z') + index * 60_000).toISOString();
    const id = `inc_${String(index).padStart(6, '0')}${overrides.service ?? ''}`;
    await world.incidents.createIncident(aClosedIncident({ id, openedAt, ...overrides }));
  }
}

describe('the report', () => {
  it('counts what was opened in its span, of the service that is asked for', async () => {
    await closed(3);
    await closed(2, { service: 'payments' });
    await closed(1, { service: 'search', openedAt: '2026-10-31T23:59:59.000Z' });
    expect((await readReport(world, span, null)).total.incidents).toBe(5);
    expect((await readReport(world, { ...span, service: 'payments' }, null)).total.incidents).toBe(2);
  });

  it('counts a security-sensitive one only for those who may see it', async () => {
    await closed(2);
    await closed(1, { service: 'payments', sensitive: true });
    const report = await readReport(world, span, null);
    expect(report.total.incidents).toBe(2);
    expect(JSON.stringify(report)).not.toContain('payments');
    const { people } = world.policy;
    const iam = 'arn:aws:sts::123456789012:assumed-role/Security/*';
    const policy = { ...world.policy, people: { ...people, securityPrincipals: [iam] } };
    const seen = await readReport({ ...world, policy }, span, iam.replace('*', 'dana'));
    expect(seen.total.incidents).toBe(3);
  });

  it('says where it stopped when there are more than it can read', async () => {
    await closed(310);
    const report = await readReport(world, span, null);
    expect(report.total.incidents).toBe(300);
    expect(report.countedSince).toBe('2026-11-10T00:10:00.000Z');
  });
});
