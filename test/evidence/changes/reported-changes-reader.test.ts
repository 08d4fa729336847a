import { describe, expect, it } from '@jest/globals';
import type { ServicePolicy } from '../../../lambdas/domain/policy/policy.ts';
import type { ReportedChange } from '../../../lambdas/domain/records/reported-change.ts';
import { createReportedChangesReader } from '../../../lambdas/evidence/changes/reported-changes-reader.ts';
import { createInMemoryReportedChangeStore } from '../../../local/rehearsal/memory/stores/in-memory-reported-change-store.ts';
import { aService } from '../../support/builders/builders.ts';
import { aReportedChange } from '../../support/builders/reported-changes.ts';

async function read(service: ServicePolicy, ...changes: readonly ReportedChange[]) {
  const store = createInMemoryReportedChangeStore();
  for (const each of changes) await store.record(each);
  const policy = {
    environments: [{ id: 'production', aliases: ['Live'], accounts: [] }],
    services: [service],
  };
  const found = await createReportedChangesReader(store, policy).read({
    service,
    startedAt: new Date('2026-11-23T02:02:00.000Z'),
    now: new Date('2026-11-23T02:05:00.000Z'),
  });
  return found.map(({ id }) => id);
}

const byId = aReportedChange({ source: 'generic', subject: 'checkout', id: '1' });

describe('changes that were reported', () => {
  it('are those of the id of a service without any entry in policy', async () => {
    expect(await read(aService(), byId)).toEqual(['reported:generic:checkout:1']);
  });

  it('are those of the names that policy gives, too', async () => {
    const service = aService({ reportedChanges: [{ source: 'github', subject: 'Acme/Checkout' }] });
    expect(await read(service, byId, aReportedChange())).toEqual([
      'reported:github:acme/checkout:deployment/7',
      'reported:generic:checkout:1',
    ]);
  });

  it('are not those that another source tells of the same name', async () => {
    const service = aService({ reportedChanges: [{ source: 'github', subject: 'acme/checkout' }] });
    const other = aReportedChange({ source: 'generic', state: 'failed' });
    expect(await read(service, other, aReportedChange())).toEqual([
      'reported:github:acme/checkout:deployment/7',
    ]);
    expect(await read(service, other)).toEqual([]);
  });

  it('are those of its environment, by its own name or by the one of the sender', async () => {
    const staging = aReportedChange({
      source: 'generic',
      subject: 'checkout',
      id: '2',
      environment: 'Staging',
    });
    expect(await read(aService(), staging)).toEqual([]);
    const named = aService({
      reportedChanges: [{ source: 'generic', subject: 'checkout', environment: 'staging' }],
    });
    expect(await read(named, staging, byId)).toEqual(['reported:generic:checkout:2']);
  });

  it.each(['prod', 'PRD', 'Production', 'live', 'ｐｒｏｄ', null, 'default'])(
    'are those that are told of its environment as %s',
    async (environment) => {
      expect(await read(aService(), { ...byId, environment })).toHaveLength(1);
    },
  );

  it.each(['pre-prod', 'non-production', 'production-eu', 'ПРОД', '本番', 'qa'])(
    'are not those of %s, which is another environment',
    async (environment) => {
      expect(await read(aService(), { ...byId, environment })).toEqual([]);
    },
  );

  it('are not those of two days ago', async () => {
    expect(await read(aService(), { ...byId, at: '2026-11-21T02:01:59.999Z' })).toEqual([]);
  });
});
