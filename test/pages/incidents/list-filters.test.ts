import { describe, expect, it } from '@jest/globals';
import { listHref, noFilters, readFilters, startOf } from '../../../lambdas/pages/incidents/list-filters.ts';

describe('filters in the address', () => {
  it('are read back as they were written', () => {
    const filters = { status: 'all', service: 'a b', severity: 'SEV1', since: '24h', text: 'x&y=z' } as const;
    const query = Object.fromEntries(
      new URL(listHref({ base: '' }, filters), 'https://page.invalid').searchParams,
    );
    expect(readFilters(query)).toEqual({ filters, leftOut: [] });
  });

  it('are none where a form sent its empty fields', () => {
    expect(readFilters({ q: ' ', service: '', severity: '', since: '', status: 'open' })).toEqual({
      filters: noFilters,
      leftOut: [],
    });
  });

  it('leave out what cannot be read, and name it', () => {
    const { filters, leftOut } = readFilters({ status: 'broken', severity: 'sev2', since: '5 weeks' });
    expect(filters).toEqual({ ...noFilters, severity: 'SEV2' });
    expect(leftOut).toEqual(['state "broken"', 'time "5 weeks"']);
  });

  it.each([
    ['90m', '2026-11-23T00:30:00.000Z'],
    ['7d', '2026-11-16T02:00:00.000Z'],
    ['2026-11-20', '2026-11-20T00:00:00.000Z'],
    ['2026-11-20T10:00Z', '2026-11-20T10:00:00.000Z'],
    ['2026-13-41', null],
    ['yesterday', null],
    ['constructor', null],
  ])('take %s as %s', (since, start) => {
    expect(startOf(since, new Date('2026-11-23T02:00:00Z'))).toBe(start);
  });
});
