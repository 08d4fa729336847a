import { describe, expect, it } from '@jest/globals';
import { DependencyUnavailableError } from '../../../lambdas/domain/errors.ts';
import { type ChangesReader, createChangesReader } from '../../../lambdas/evidence/changes/changes-reader.ts';
import { aChange, aService } from '../../support/builders/builders.ts';

const checkout = aService({ dependsOn: ['payments'] });
const payments = aService({ id: 'payments' });
const query = {
  service: checkout,
  startedAt: new Date('2026-11-23T02:02:00.000Z'),
  now: new Date('2026-11-23T02:05:00.000Z'),
};
const services = [checkout, payments];
const never = () => new Promise<void>(() => {});

/** One change of whatever service is asked for, unless `fails` has it. */
function reader(name: string, fails: Readonly<Record<string, () => Promise<never>>> = {}): ChangesReader {
  return {
    name,
    read: async ({ service: { id } }) =>
      (await fails[id]?.()) ?? [aChange({ id: `${name}:${id}`, service: id })],
  };
}

const down = () => Promise.reject(new DependencyUnavailableError('ecs did not answer'));

describe('the changes of a service', () => {
  it('are its own and those of what it depends on, each with its service', async () => {
    const evidence = await createChangesReader([reader('a')], { services, patience: never }).read(query);
    expect(evidence.changes.map(({ id, service }) => [id, service])).toEqual([
      ['a:checkout', 'checkout'],
      ['a:payments', 'payments'],
    ]);
    expect(evidence).not.toHaveProperty('missing');
  });

  it('are unavailable when a source of its own fails', async () => {
    const readers = [reader('a'), reader('b', { checkout: down })];
    await expect(createChangesReader(readers, { services, patience: never }).read(query)).rejects.toThrow(
      'ecs did not answer',
    );
  });

  it('are given with the gap when a source of a dependency fails', async () => {
    const readers = [reader('a'), reader('b', { payments: down })];
    const evidence = await createChangesReader(readers, { services, patience: never }).read(query);
    expect(evidence.changes.map(({ id }) => id)).toEqual(['a:checkout', 'a:payments', 'b:checkout']);
    expect(evidence.missing).toEqual([{ source: 'b of payments', reason: 'ecs did not answer' }]);
  });

  it('do not wait for a dependency for ever', async () => {
    const readers = [reader('a', { payments: () => new Promise(() => {}) })];
    const evidence = await createChangesReader(readers, { services, patience: async () => {} }).read(query);
    expect(evidence.changes.map(({ id }) => id)).toEqual(['a:checkout']);
    expect(evidence.missing).toEqual([{ source: 'a of payments', reason: 'did not answer within 8 s' }]);
  });

  it('are the newest when there are more than an item holds, and say so', async () => {
    const many: ChangesReader = {
      name: 'many',
      read: async ({ service: { id } }) =>
        Array.from({ length: 150 }, (_, n) =>
          aChange({
            id: `${id}:${n}`,
            service: id,
            at: new Date(Date.UTC(2026, 10, 23, 0, 0, n)).toISOString(),
          }),
        ),
    };
    const evidence = await createChangesReader([many], { services, patience: never }).read(query);
    expect(evidence.changes).toHaveLength(200);
    expect(evidence.changes[0]?.at).toBe('2026-11-23T00:02:29.000Z');
    expect(evidence.missing).toEqual([
      { source: 'checkout', reason: 'only the newest 200 changes are kept' },
    ]);
  });
});
