import type { DataPoint, MetricReading } from '../../lambdas/domain/records/evidence.ts';
import { closeOutcomes, incidentStatuses } from '../../lambdas/domain/records/incident.ts';
import { severities } from '../../lambdas/domain/records/severity.ts';
import { metricChart } from '../../lambdas/pages/chart/chart.ts';
import { declarePage } from '../../lambdas/pages/console/declare-page.ts';
import { severityBadge, statusBadge } from '../../lambdas/pages/html/badges.ts';
import { beforeAfterBar, shareBar } from '../../lambdas/pages/html/bars.ts';
import { html } from '../../lambdas/pages/html/html.ts';
import { type Page, renderPage } from '../../lambdas/pages/html/layout.ts';
import { stopBanner, stopForm } from '../../lambdas/pages/html/stop-controls.ts';
import { timeTag } from '../../lambdas/pages/html/times.ts';
import { filterForm } from '../../lambdas/pages/incidents/filter-form.ts';
import { incidentListStyle } from '../../lambdas/pages/incidents/incident-list-style.ts';
import { noFilters } from '../../lambdas/pages/incidents/list-filters.ts';
import { servicesStyle } from '../../lambdas/pages/services/services-page.ts';

const site = { base: '', now: new Date('2026-11-23T02:10:00Z') };

/** Every component of the pages with made-up content: to be looked at, light and dark, when one of them is changed. */
export function designPage(): Page {
  const declare = declarePage({
    services: [{ id: 'checkout', environments: ['production'] }],
    environments: ['production', 'staging'],
    people: ['ana', 'ben'],
  });
  return renderPage(site, {
    title: 'Components',
    refreshSeconds: null,
    style: `${incidentListStyle}${servicesStyle}`,
    hasSearch: true,
    main: html`<h1>Components</h1>
<p>What the pages are made of. Everything here is made up; no button does anything that is meant.</p>
<section><h2>Badges</h2><p class="row">${severities.map(severityBadge)}</p>
<p class="row">${incidentStatuses.map((status) => statusBadge(status, null))}</p>
<p class="row">${closeOutcomes.map((outcome) => statusBadge('closed', outcome))}</p></section>
<section><h2>Cards</h2>
<div class="card"><h2>A card</h2><p>One matter, with its <a href="/design">link</a> and <code>code</code>.</p></div>
${(['bad', 'warn', 'good'] as const).map((tone) => html`<div class="${`card now ${tone}`}"><h2>What is ${tone}</h2><p>One sentence says what there is to do.</p></div>`)}
${stopBanner({ service: 'checkout', at: '2026-11-23T02:00:00Z', by: 'person:ana', reason: 'A migration runs.' })}</section>
<section><h2>Chart</h2>${metricChart(
      reading(),
      [],
      [
        { kind: 'change', at: minute(32), text: 'checkout v57 deployed', number: 1 },
        { kind: 'action', at: minute(48), text: 'Roll back checkout from v57 to v56', number: 2 },
      ],
      true,
    )}
<h3>Bars</h3>${shareBar(0.4)}${shareBar(0.7, 'plain')}${beforeAfterBar(3, 9, 10)}</section>
<section><h2>Table</h2><div class="wide" role="group" aria-label="Table" tabindex="0"><table><thead><tr><th scope="col">service</th><th scope="col">incidents</th><th scope="col">half resolved within</th></tr></thead>
<tbody><tr><th scope="row">checkout</th><td>12</td><td>5 min 55 s</td></tr><tr><th scope="row">search</th><td>3</td><td>41 min</td></tr></tbody></table></div></section>
<section><h2>List of facts</h2><dl><dt>Since</dt><dd>${timeTag('2026-11-23T02:01:00Z', 'date-time')}</dd><dt>Suspect</dt><dd>checkout v57 (alias <code>live</code>)</dd></dl></section>
<section><h2>Forms</h2>${filterForm(site, noFilters, ['checkout', 'search'])}${stopForm('checkout')}${declare.main}</section>
<section><h2>Dialog</h2><dialog open><p><b>Roll back checkout from v57 to v56?</b></p><p>It is done at once, and can be undone.</p></dialog></section>
<section><h2>Folded</h2><details><summary>How was this measured</summary><pre>100 * errors / requests</pre></details></section>`,
  });
}

function minute(number: number): string {
  return new Date(Date.UTC(2026, 10, 23, 1, number)).toISOString();
}

function reading(): MetricReading {
  const points: readonly DataPoint[] = Array.from({ length: 60 }, (_, index) => ({
    at: minute(index),
    value: index > 32 && index < 50 ? 38 + (index % 4) : 0.4 + (index % 3) / 10,
  }));
  return {
    name: 'errorRate',
    unit: 'percent',
    periodSeconds: 60,
    points,
    current: 40,
    baseline: { median: 0.4, deviation: 0.2, samples: 30 },
    onsetAt: minute(33),
    qualityFlags: [],
    query: '',
  };
}
