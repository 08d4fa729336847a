import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { publicImpacts } from '../../../lambdas/domain/records/public-status/public-status.ts';
import type { StatusFile, StatusFileIncident } from '../../../lambdas/status-pages/static/status-file.ts';
import { statusHtml } from '../../../lambdas/status-pages/static/status-html.ts';

const anIncident = (overrides: Partial<StatusFileIncident>): StatusFileIncident => ({
  id: 'inc_1',
  title: 'Checkout: errors',
  service: 'Checkout',
  state: 'investigating',
  impact: 'minor',
  startedAt: '2026-11-23T02:02:00.000Z',
  updatedAt: '2026-11-23T02:10:00.000Z',
  resolvedAt: null,
  updates: [],
  ...overrides,
});

const pageOf = (...incidents: readonly StatusFileIncident[]) => {
  const file: StatusFile = {
    version: 1,
    title: 'Acme status',
    updatedAt: '2026-11-23T02:10:00.000Z',
    services: ['Checkout', 'Search'],
    incidents: [...incidents],
  };
  return statusHtml(file);
};

/** What the page says of a service in its list of them. */
const saidOf = (service: string, page: string) =>
  page.match(RegExp(`<li><span>${service}</span> <span class="(?:bad|small)">([^<]*)</span>`))?.[1];

describe('the page for the public', () => {
  it('says of a service the worst that is open, in whichever order its incidents began', () => {
    const orders = fc.shuffledSubarray([...publicImpacts], { minLength: 3 });
    fc.assert(
      fc.property(orders, (impacts) => {
        const page = pageOf(...impacts.map((impact) => anIncident({ id: `inc_${impact}`, impact })));
        expect(saidOf('Checkout', page)).toBe('major outage');
      }),
    );
  });

  it('says nothing bad of a service that only others or resolved incidents are of', () => {
    const resolved = anIncident({
      state: 'resolved',
      impact: 'critical',
      resolvedAt: '2026-11-23T02:10:00.000Z',
    });
    const page = pageOf(anIncident({ service: 'Search', impact: 'major' }), resolved);
    expect(saidOf('Checkout', page)).toBe('no incident reported');
    expect(saidOf('Search', page)).toBe('partly disrupted');
  });
});
