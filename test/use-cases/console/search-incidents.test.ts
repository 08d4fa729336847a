import { describe, expect, it } from '@jest/globals';
import { type IncidentSearch, searchIncidents } from '../../../lambdas/use-cases/console/search-incidents.ts';
import { sampleIncident } from '../../support/builders/samples/sample-incident.ts';
import { inMemoryConsole } from '../../support/worlds/console-server.ts';

const everything: IncidentSearch = {
  status: 'all',
  service: null,
  severity: null,
  since: null,
  text: null,
  limit: 10,
  cursor: null,
};

/** One incident an hour, the newest first in what is found: `inc_A700` before `inc_A699`. */
async function storeWith(count: number, overrides: (index: number) => object = () => ({})) {
  const { incidents } = inMemoryConsole();
  for (let index = 0; index < count; index += 1) {
    await incidents.createIncident({
      ...sampleIncident('handed-over'),
      id: `inc_A${String(index).padStart(3, '0')}`,
      openedAt: new Date(Date.UTC(2026, 0, 1, index)).toISOString(),
      correlationKey: `key ${index}`,
      version: 1,
      ...overrides(index),
    });
  }
  return { incidents };
}

const idsOf = (found: { readonly incidents: readonly { readonly id: string }[] }) =>
  found.incidents.map(({ id }) => id);

describe('a search in the incidents', () => {
  it('finds a severity far behind the first page', async () => {
    const store = await storeWith(250, (index) => ({ severity: index === 3 ? 'SEV3' : 'SEV1' }));
    const found = await searchIncidents(store, { ...everything, severity: 'SEV3' });
    expect(idsOf(found)).toEqual(['inc_A003']);
    expect(found.cursor).toBeNull();
  });

  it('reads so many at once, and goes on where it ended', async () => {
    const store = await storeWith(520, (index) => ({ severity: index === 3 ? 'SEV3' : 'SEV1' }));
    const first = await searchIncidents(store, { ...everything, severity: 'SEV3' });
    expect(idsOf(first)).toEqual([]);
    expect(first.cursor).not.toBeNull();
    const rest = await searchIncidents(store, { ...everything, severity: 'SEV3', cursor: first.cursor });
    expect(idsOf(rest)).toEqual(['inc_A003']);
    expect(rest.cursor).toBeNull();
  });

  it('ends at the time that it begins with', async () => {
    const store = await storeWith(150);
    const since = new Date(Date.UTC(2026, 0, 1, 148)).toISOString();
    const found = await searchIncidents(store, { ...everything, since });
    expect(idsOf(found)).toEqual(['inc_A149', 'inc_A148']);
    expect(found.cursor).toBeNull();
  });

  it('takes every word, in any case, of what the list shows', async () => {
    const store = await storeWith(3, (index) => ({ title: `The ${'abc'[index]}-cart of Berlin is stuck` }));
    const found = await searchIncidents(store, { ...everything, text: 'berlin C-CART' });
    expect(idsOf(found)).toEqual(['inc_A002']);
  });

  it('finds nothing by what a sensitive incident hides', async () => {
    const store = await storeWith(1, () => ({ title: 'Keys leaked to pastebin', sensitive: true }));
    expect(idsOf(await searchIncidents(store, { ...everything, text: 'pastebin' }))).toEqual([]);
    expect(idsOf(await searchIncidents(store, { ...everything, text: 'security-sensitive' }))).toEqual([
      'inc_A000',
    ]);
  });
});
