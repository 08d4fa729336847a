import { describe, expect, it } from '@jest/globals';
import { reportCsv } from '../../../bin/commands/report/report-text.ts';
import type { IncidentFigures } from '../../../lambdas/domain/reporting/numbers/incident-figures.ts';
import { reportOf } from '../../../lambdas/domain/reporting/numbers/report.ts';
import { renderPage } from '../../../lambdas/pages/html/layout.ts';
import { numbersPage } from '../../../lambdas/pages/numbers/numbers-page.ts';
import { textOf } from '../../support/builders/page-text.ts';

const site = { base: '', now: new Date('2026-11-30T00:00:00.000Z') };

function figures(overrides: Partial<IncidentFigures> = {}): IncidentFigures {
  return {
    id: 'inc_1',
    service: 'checkout',
    week: '2026-11-23',
    severity: 'SEV1',
    isOpen: false,
    seconds: { detect: 70, acknowledge: null, mitigate: 424, resolve: 425 },
    actions: ['helped'],
    falseFire: null,
    folded: 3,
    updates: { due: 2, onTime: 2, late: 0, missed: 0 },
    openDebts: 1,
    openFollowUps: 2,
    isBack: false,
    ...overrides,
  };
}

const span = { since: '2026-11-01T00:00:00.000Z', until: '2026-11-30T00:00:00.000Z', countedSince: null };

describe('the page of numbers', () => {
  it('fits its size with as many services and weeks as a year has, and does nothing with their names', () => {
    const many = Array.from({ length: 300 }, (_, index) =>
      figures({ service: `<b>svc-${index % 40}`, week: `2026-${10 + (index % 3)}-0${1 + (index % 9)}` }),
    );
    const { html } = renderPage(site, numbersPage(site, { ...span, ...reportOf(many) }, null));
    expect(Buffer.byteLength(html)).toBeLessThan(50_000);
    expect(html).not.toContain('<b>svc');
  });

  it('counts one as one', () => {
    const one = numbersPage(site, { ...span, ...reportOf([figures({ folded: 1 })]) }, null);
    const text = textOf(renderPage(site, one).html);
    expect(text).toContain('1 incident:');
    expect(text).not.toMatch(/\b1 (?:incidents|further deliveries)\b/);
  });

  it('says that there was none', () => {
    const { html } = renderPage(site, numbersPage(site, { ...span, ...reportOf([]) }, null));
    expect(html).not.toContain('<svg');
    expect(textOf(html)).toContain('No incident was opened in this time.');
  });
});

describe('the report for a spreadsheet', () => {
  it('has a cell for each column, whatever a service is called, and no formula', () => {
    const services = ['=1+1', 'a,"b"', 'checkout'];
    const report = { ...span, ...reportOf(services.map((service) => figures({ service }))) };
    const [header = '', ...rows] = reportCsv(report).split('\r\n');
    expect(rows).toHaveLength(3);
    expect(rows.find((row) => row.includes('1+1'))).toContain(",'=1+1,");
    expect(rows.find((row) => row.includes('b'))).toContain('"a,""b"""');
    const plain = rows.find((row) => row.includes('checkout')) ?? '';
    expect(plain.split(',')).toHaveLength(header.split(',').length);
  });
});
