import { describe, expect, it } from '@jest/globals';
import { summarizeIncident } from '../../../lambdas/domain/reporting/views/incident-summary.ts';
import { renderPage } from '../../../lambdas/pages/html/layout.ts';
import { type IncidentList, incidentListPage } from '../../../lambdas/pages/incidents/incident-list-page.ts';
import { noFilters } from '../../../lambdas/pages/incidents/list-filters.ts';
import { textOf } from '../../support/builders/page-text.ts';
import { sampleIncident, sampleNow } from '../../support/builders/samples/sample-incident.ts';

const site = { base: '/prod', now: sampleNow };
const list: IncidentList = {
  filters: { ...noFilters, status: 'all' },
  leftOut: [],
  services: ['checkout', 'search'],
  incidents: [sampleIncident('closed'), sampleIncident('awaiting-approval')].map(summarizeIncident),
  cursor: null,
};

function markupOf(overrides: Partial<IncidentList>): string {
  return renderPage(site, incidentListPage(site, { ...list, ...overrides })).html;
}

const shown = (overrides: Partial<IncidentList> = {}) => textOf(markupOf(overrides));

describe('incident list', () => {
  it('shows what waits for people first, with what is wrong, what is asked and who is affected', () => {
    const text = shown();
    expect(text).toContain('Waits for a decision on: Point the alias live of checkout back to version 56');
    expect(text).toContain('Affected: 38 of 412 tenants (9 %)');
    expect(text).toContain('7 min 50 s');
    expect(text.indexOf('Waiting for approval')).toBeLessThan(text.indexOf('Closed: recovered'));
  });

  it('puts the worst of those that wait first', () => {
    const [, waiting] = list.incidents;
    if (waiting === undefined) throw new Error('There is none');
    const markup = markupOf({
      incidents: [
        { ...waiting, id: 'inc_B', severity: 'SEV3' },
        { ...waiting, id: 'inc_A', severity: 'SEV1' },
      ],
    });
    expect(markup.indexOf('inc_A')).toBeLessThan(markup.indexOf('inc_B'));
  });

  it('tells of a sensitive incident only that it exists', () => {
    const sensitive = summarizeIncident({ ...sampleIncident('awaiting-approval'), sensitive: true });
    const text = shown({ incidents: [sensitive] });
    expect(text).toContain('Security-sensitive incident');
    expect(text).not.toMatch(/CheckoutErrorRateHigh|alias|tenants|version 57/);
  });

  it.each([
    ['open', 'There is no open incident'],
    ['all', 'npx firebreak sources test'],
  ] as const)('says what there is to do when nothing is %s', (status, words) => {
    expect(shown({ filters: { ...noFilters, status }, incidents: [] })).toContain(words);
  });

  it('offers every state where a search in one found nothing, and the older ones where it was cut', () => {
    const filters = { ...noFilters, text: 'cart' };
    expect(markupOf({ filters, incidents: [] })).toContain('href="/prod/?status=all&#38;q=cart"');
    expect(shown({ filters, incidents: [], cursor: 'x' })).toContain('Search older incidents');
  });

  it('keeps every filter on the way to older incidents and to other states', () => {
    const filters = {
      status: 'closed',
      service: 'a&b',
      severity: 'SEV2',
      since: '7d',
      text: 'cart slow',
    } as const;
    const markup = markupOf({ filters, cursor: 'next+1' });
    const kept = 'q=cart+slow&#38;service=a%26b&#38;severity=SEV2&#38;since=7d';
    expect(markup).toContain(`/prod/?status=closed&#38;${kept}&#38;cursor=next%2B1`);
    expect(markup).toContain(`href="/prod/?${kept}"`);
  });

  it('shows a hundred open incidents with long texts within 60 kB', () => {
    const long = summarizeIncident({ ...sampleIncident('awaiting-approval'), title: 'x'.repeat(300) });
    const incidents = Array.from({ length: 100 }, (_, index) => ({
      ...long,
      id: `inc_01M8Q1TZFHZ2VYAF0FDP4DQ${String(index).padStart(3, '0')}`,
      headline: 'p99 latency 4200 ms, usually 300 ms, for all who pay by card'.repeat(2),
      likelyCause: 'a long story of changes '.repeat(10),
    }));
    const markup = markupOf({ filters: noFilters, incidents });
    expect(Buffer.byteLength(markup)).toBeLessThanOrEqual(60_000);
    expect(markup.match(/<li><span class="badge/g)).toHaveLength(100);
  });
});
