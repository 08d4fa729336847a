import { describe, expect, it } from '@jest/globals';
import { createToldChangesReader } from '../../../lambdas/adapters/evidence/told-changes-reader.ts';
import { createInMemoryToldChangeStore } from '../../../lambdas/adapters/memory/in-memory-told-change-store.ts';
import type { ToldChange } from '../../../lambdas/domain/changes/told-change.ts';
import type { ServicePolicy } from '../../../lambdas/domain/policy/policy.ts';
import { aService } from '../../support/builders.ts';
import { aToldChange } from '../../support/told-changes.ts';

async function read(service: ServicePolicy, ...told: readonly ToldChange[]) {
  const store = createInMemoryToldChangeStore();
  for (const each of told) await store.record(each);
  const changes = await createToldChangesReader(store).read({
    service,
    startedAt: new Date('2026-11-23T02:02:00.000Z'),
    now: new Date('2026-11-23T02:05:00.000Z'),
  });
  return changes.map(({ id }) => id);
}

const byId = aToldChange({ source: 'generic', subject: 'checkout', id: '1' });

describe('changes that were told', () => {
  it('are those of the id of a service without any entry in policy', async () => {
    expect(await read(aService({ deployments: [] }), byId)).toEqual(['told:generic:checkout:1']);
  });

  it('are those of the names that policy gives, too', async () => {
    const service = aService({ deployments: [{ webhook: { source: 'github', subject: 'Acme/Checkout' } }] });
    expect(await read(service, byId, aToldChange())).toEqual([
      'told:github:acme/checkout:deployment/7',
      'told:generic:checkout:1',
    ]);
  });

  it('are not those that another source tells of the same name', async () => {
    const service = aService({ deployments: [{ webhook: { source: 'github', subject: 'acme/checkout' } }] });
    const other = aToldChange({ source: 'generic', state: 'failed' });
    expect(await read(service, other, aToldChange())).toEqual(['told:github:acme/checkout:deployment/7']);
    expect(await read(service, other)).toEqual([]);
  });

  it('are those of its environment, by its own name or by the one of the sender', async () => {
    const staging = aToldChange({ source: 'generic', subject: 'checkout', id: '2', environment: 'Staging' });
    expect(await read(aService(), staging)).toEqual([]);
    const named = aService({
      deployments: [{ webhook: { source: 'generic', subject: 'checkout', environment: 'staging' } }],
    });
    expect(await read(named, staging, byId)).toEqual(['told:generic:checkout:2']);
  });

  it('are not those of two days ago', async () => {
    expect(await read(aService(), { ...byId, at: '2026-11-21T02:01:59.999Z' })).toEqual([]);
  });
});
