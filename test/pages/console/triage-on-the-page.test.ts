import { describe, expect, it } from '@jest/globals';
import * as fc from 'fast-check';
import type { MetricReading } from '../../../lambdas/domain/records/evidence.ts';
import { type IncidentView, viewIncident } from '../../../lambdas/domain/reporting/views/incident-view.ts';
import type { TimelineEntryView } from '../../../lambdas/domain/reporting/views/timeline-view.ts';
import { evidenceKinds } from '../../../lambdas/evidence/index.ts';
import { metricChart } from '../../../lambdas/pages/chart/chart.ts';
import { flagsOf } from '../../../lambdas/pages/chart/chart-marks.ts';
import { niceCeiling } from '../../../lambdas/pages/chart/chart-scale.ts';
import { incidentPage } from '../../../lambdas/pages/console/incident-page.ts';
import { consoleStyle } from '../../../lambdas/pages/html/console-style.ts';
import { renderHtml } from '../../../lambdas/pages/html/html.ts';
import { renderPage } from '../../../lambdas/pages/html/layout.ts';
import { fitInto, pageBudgets } from '../../../lambdas/pages/html/page-budget.ts';
import type { IncidentRecord } from '../../../lambdas/ports/stores/incident-store.ts';
import { textOf } from '../../support/builders/page-text.ts';
import { replaceStrings } from '../../support/builders/replace-strings.ts';
import { muchEvidence, sampleLogs, withoutLogs } from '../../support/builders/sample-evidence.ts';
import { sampleApproval, sampleNow, sampleRecord } from '../../support/builders/sample-incident.ts';

const site = { base: '', now: sampleNow };
const links = { page: 'https://firebreak.example/x', execution: null };

function viewOf(record: IncidentRecord): IncidentView {
  return viewIncident(record, [sampleApproval()], null, links);
}

function page(incident: IncidentView, timeline: readonly TimelineEntryView[] = []): string {
  return renderPage(site, incidentPage(site, incident, timeline, evidenceKinds)).html;
}

const shown = page(viewOf(sampleRecord('awaiting-approval')));

describe('what is wrong', () => {
  it('comes after the decision that is asked and before the reasons, in the order in which people ask', () => {
    const text = textOf(shown);
    const order = [
      'Waiting for alice',
      'What is wrong',
      'Severity',
      'Since',
      'Measured',
      'Affected',
      'New error',
      'Suspect',
      'Suspects',
      'Metrics',
      'Top errors',
      'Who is affected',
      'Plan',
      'Timeline',
    ];
    let place = 0;
    for (const words of order) {
      const next = text.indexOf(words, place);
      expect({ words, found: next >= place }).toEqual({ words, found: true });
      place = next + words.length;
    }
  });

  it('is answered at one glance', () => {
    const text = textOf(shown);
    expect(text).toContain('Since 02:01:00 UTC (error rate left its usual range)');
    expect(text).toContain('Measured Error rate 41.2 %, usually 0.4 %');
    expect(text).toContain('Affected 38 of 412 tenants (9 %), at least 950 users, 1 of 3 Regions (33 %)');
    expect(text).toContain("New error TypeError: Cannot read properties of undefined (reading 'currency')");
    expect(text).toContain('Suspect checkout version 57 deployed, 02:00:40 UTC: took effect 20 s before');
  });

  it('says of what could not be read that it is not known, and why', () => {
    const text = textOf(page(viewOf(withoutLogs(sampleRecord('awaiting-approval')))));
    expect(text).toContain('Affected Not known: The log group gave no answer within 10 s');
    expect(text).toContain('New error Not known: No log source is configured for checkout');
    expect(text).not.toContain('Top errors');
    expect(text).not.toContain('Who is affected');
  });

  it('says at once that nobody is blamed, and what it looks like instead, when no suspect stands out', () => {
    const incident = viewOf(sampleRecord('handed-over'));
    const explanation = { kind: 'saturation', text: 'Looks like too little capacity, not a change' } as const;
    const text = textOf(
      page({
        ...incident,
        assessment: incident.assessment && { ...incident.assessment, culprit: null, explanation },
      }),
    );
    expect(text).toContain(
      'Suspect No change is blamed. Looks like too little capacity, not a change 2 were weighed',
    );
    expect(text).toContain('checkout version 57 deployed');
  });

  it('does not say that no change is suspected when changes could not be read', () => {
    const incident = viewOf(sampleRecord('awaiting-approval'));
    const reason = 'access was denied';
    const text = textOf(
      page({
        ...incident,
        evidence: incident.evidence.filter(({ kind }) => kind !== 'changes'),
        assessment: incident.assessment && {
          ...incident.assessment,
          suspects: [],
          unavailable: [{ kind: 'changes', status: 'unavailable', gatheredAt: incident.openedAt, reason }],
        },
      }),
    );
    expect(text).toContain('Suspect Not known: access was denied');
    expect(text).not.toContain('No change is suspected');
  });

  it('says which part of what was read is not known, and why', () => {
    const missing: Readonly<Record<string, object>> = {
      metrics: { name: 'saturation', reason: 'access was denied' },
      changes: { source: 'payments', reason: 'it did not answer' },
      logs: { place: 'group-2', reason: 'it is not there' },
      'blast-radius': { dimension: 'endpoint', reason: 'too many values' },
    };
    const record = sampleRecord('awaiting-approval');
    const evidence = record.evidence.map((each) => ({ ...each, missing: [missing[each.kind]] }));
    const text = textOf(page(viewOf({ ...record, evidence: evidence as typeof record.evidence })));
    expect(text).toContain('Not known. Saturation: access was denied');
    expect(text).toContain('Not all changes could be read: payments: it did not answer');
    expect(text).toContain('Not known. group-2: it is not there');
    expect(text).toContain('Not known. endpoints: too many values');
  });

  it('shows the values that the severity rule read, and what it looks like in place of a change', () => {
    const incident = viewOf(sampleRecord('awaiting-approval'));
    const values = [{ path: 'evidence.metrics.errorRate.current', value: 41.2 }];
    const explanation = {
      kind: 'saturation',
      text: 'Looks like saturation: traffic is 3 times the usual',
    } as const;
    const assessment = incident.assessment && {
      ...incident.assessment,
      severity: { ...incident.assessment.severity, values },
      explanation,
    };
    const text = textOf(page({ ...incident, assessment }));
    expect(text).toContain('The values it read evidence.metrics.errorRate.current 41.2');
    expect(text).toContain('Suspects Looks like saturation: traffic is 3 times the usual');
  });

  it('takes the time that the alert tells when no metric shows the onset', () => {
    const incident = viewOf(sampleRecord('awaiting-approval'));
    const evidence = incident.evidence.map((each) =>
      each.kind === 'metrics' && each.status === 'available'
        ? { ...each, readings: each.readings.map((reading) => ({ ...reading, onsetAt: null })) }
        : each,
    );
    const text = textOf(page({ ...incident, evidence }));
    expect(text).toContain('Since 02:01:00 UTC (as the alert says)');
    expect(text).toContain('Measured No metric has left its usual range.');
  });

  it('gives the rule for the severity that it gave, not for one that rose since', () => {
    const incident = viewOf(sampleRecord('awaiting-approval'));
    expect(textOf(page(incident))).toContain('availability · rule severity.yaml:8 tier-1-errors');
    const risen = page({ ...incident, severity: 'SEV2', severityReason: 'more alerts' });
    expect(textOf(risen)).toContain('SEV2: more alerts availability · SEV1 at triage');
  });
});

describe('suspects on the page', () => {
  it('stand with score, what is known of the change, what speaks for and against, and a link', () => {
    const text = textOf(shown);
    expect(text).toContain('by deploy-pipeline · 12 files · 3 of 20 previous changes went wrong');
    expect(text).toContain('+12 took effect 20 s before the onset');
    expect(text).toContain('−4 payments, which it calls, has errors too');
    expect(text).toMatch(/on the failing service itself 0\.92/);
    expect(shown).toContain('<a href="https://deploys.example/checkout/57"');
  });

  it('fold away those that are ruled out, with the reason', () => {
    const folded = /<details id="ruled-out">([\s\S]*?)<\/details>/.exec(shown)?.[1] ?? '';
    expect(folded).toContain('flag new-checkout set to 10 %');
    expect(folded).toContain('seven hours before the onset');
    expect(folded).not.toContain('version 57');
  });

  it('never link to anything but the web', () => {
    const hostile = replaceStrings(viewOf(sampleRecord('awaiting-approval')), (text) =>
      text.startsWith('https://') ? 'javascript:alert(1)' : text,
    );
    expect(page(hostile)).not.toMatch(/href="(?!https?:\/\/|\/|#|data:,)/);
  });
});

describe('errors and blast radius on the page', () => {
  it('give counts before and after, what is new, and one message folded', () => {
    const text = textOf(shown);
    expect(text).toContain('in the 1 h before 02:01:00 UTC → in the 1 min 16 s since');
    expect(text).toContain('0 → 1,204 new');
    expect(text).toContain('11 → 3 first seen');
    expect(shown).toMatch(/<details class="small"><summary>One message<\/summary><pre>2026-11-23T02:01:07Z/);
    expect(shown).toContain('href="https://logs.example/insights?group=checkout"');
  });

  it('compare how often a minute, because the spans differ', () => {
    const counts = [
      { countBefore: 600, countAfter: 100 },
      { countBefore: 0, countAfter: 10 },
    ];
    const record = sampleRecord('awaiting-approval');
    const patterns = sampleLogs.patterns.map((pattern, place) => ({ ...pattern, ...counts[place] }));
    const markup = page(viewOf({ ...record, evidence: [{ ...sampleLogs, patterns }] }));
    const bars = /class="quiet" width="(\d+)" height="3"\/><rect class="bad" y="4" width="(\d+)"/g;
    expect([...markup.matchAll(bars)].map(([, before, after]) => [before, after])).toEqual([
      ['13', '100'],
      ['0', '10'],
    ]);
  });

  it('give how many of how many, those hit hardest, and the query', () => {
    const text = textOf(shown);
    expect(text).toContain('38 of 412 tenants (9 %) northwind 182 of 190 failed (96 %)');
    expect(text).toContain('stats count_distinct(tenant)');
  });

  it('say plainly what is a lower bound and what has no total', () => {
    const text = textOf(shown);
    expect(text).toContain('At least 950 users A lower bound: not everything could be read.');
    expect(text).toContain('Of how many is not known: only errors are recorded.');
    const truncated = viewOf(sampleRecord('awaiting-approval'));
    const evidence = truncated.evidence.map((each) =>
      each.kind === 'logs' && each.status === 'available' ? { ...each, truncated: true } : each,
    );
    expect(textOf(page({ ...truncated, evidence }))).toContain('0 → 1,204 or more');
  });
});

describe('a chart', () => {
  const reading: MetricReading = {
    name: 'errorRate',
    unit: 'percent',
    periodSeconds: 60,
    points: Array.from({ length: 10 }, (_, minute) => ({
      at: `2026-11-23T02:0${minute}:00.000Z`,
      value: minute === 4 ? null : minute,
    })),
    current: 9,
    baseline: { median: 1, deviation: 0.5, samples: 30 },
    onsetAt: '2026-11-23T02:06:00.000Z',
    qualityFlags: ['gaps', 'sparse'],
    query: 'q',
  };

  it('draws the usual range, the onset, the changes, the alert and what was done', () => {
    const markup = page(viewOf(sampleRecord('closed')));
    for (const mark of ['band', 'onset', 'change', 'alert', 'action', 'series']) {
      expect(markup).toContain(`class="${mark}"`);
    }
    expect(textOf(markup)).toContain('2 02:00:40 UTC checkout version 57 deployed');
    expect(textOf(markup)).toContain('3 02:02:10 UTC alert: CheckoutErrorRateHigh');
  });

  it('says in words what it shows, and what is odd about the series', () => {
    const markup = renderHtml(metricChart(reading, [], [], true));
    expect(markup).toContain(
      'role="img" aria-label="Error rate from 02:00 to 02:09 UTC: 9 % when evidence was gathered, usually 1 % (0 to 2.5 %), since 02:06"',
    );
    expect(markup).toContain('Gaps in the series; few readings.');
  });

  it('leaves a gap where there is no reading', () => {
    const path = /class="series" d="([^"]+)"/.exec(renderHtml(metricChart(reading, [], [], true)))?.[1];
    expect(path?.match(/M/g)).toHaveLength(2);
  });

  it('numbers marks that are close together as one, so that no two numbers overlap', () => {
    const marks = [100, 110, 130, 400].map((x, place) => ({ x, number: place + 1 }));
    expect(flagsOf(marks, 600)).toEqual([
      { x: 115, text: '1–3' },
      { x: 400, text: '4' },
    ]);
  });

  it('ends its axis at a number that is easy to read', () => {
    expect([0.7, 41.2, 101, 861, 1].map(niceCeiling)).toEqual([0.8, 50, 150, 1000, 1]);
  });

  it('is drawn of any series, however odd, within the plot', () => {
    const value = fc.oneof(fc.double(), fc.constant(null), fc.constant(0), fc.constant(Number.MAX_VALUE));
    const point = fc.record({ minute: fc.integer({ min: 0, max: 200 }), value });
    fc.assert(
      fc.property(
        fc.array(point, { maxLength: 300 }),
        fc.double(),
        fc.double(),
        (points, median, deviation) => {
          const markup = renderHtml(
            metricChart(
              {
                ...reading,
                points: points.map(({ minute, value: read }) => ({
                  at: new Date(Date.parse('2026-11-23T00:00:00Z') + minute * 60_000).toISOString(),
                  value: read,
                })),
                baseline: { median, deviation, samples: 3 },
              },
              [],
              [],
              true,
            ),
          );
          const paths = [...markup.matchAll(/(?: d| y| height)="([^"]*)"/g)]
            .map(([, text]) => text)
            .join(' ');
          expect(paths).not.toMatch(/NaN|Infinity|e\+/);
        },
      ),
    );
  });
});

describe('the budget of a page', () => {
  const hostile = '"<&'.repeat(2000);
  const entry = { at: sampleNow.toISOString(), actor: 'x', kind: 'note.added', text: 'x', data: {} };
  const closedTerm = /^(?:\d{4}-\d\d-\d\dT.*|[a-z-]+|[a-z]+[A-Z]\w+|SEV\d|change-\d+|https:.*)$/;

  it.each([
    ['plain', 'payments answered with an error that goes on for a while'],
    ['hostile', hostile],
  ])('holds ten patterns, four dimensions, seven charts and a storm of changes in 50 kB: %s', (_, text) => {
    const record = sampleRecord('closed');
    const incident = replaceStrings(viewOf({ ...record, evidence: muchEvidence(text) }), (each) =>
      closedTerm.test(each) || text !== hostile ? each : hostile,
    );
    const suspects = Array.from({ length: 50 }, (__, place) => ({
      changeId: `change-${place}`,
      summary: text,
      at: sampleNow.toISOString(),
      score: 0.5,
      reasons: Array.from({ length: 20 }, () => text),
      ruledOut: place % 2 === 1,
    }));
    const timeline = Array.from({ length: 500 }, () => ({ ...entry, text, actor: text }));
    const markup = page(
      { ...incident, assessment: incident.assessment && { ...incident.assessment, suspects } },
      timeline,
    );
    expect(Buffer.byteLength(markup)).toBeLessThan(50_000);
    expect(textOf(markup)).toContain('Long texts and lists are cut here');
    expect(textOf(markup)).toContain('At least 123,456 of 1,234,567 tenants (about 10 %)');
  });

  it('keeps the newest readings when it has to cut', () => {
    const { evidence } = viewOf({ ...sampleRecord('closed'), evidence: muchEvidence('x') });
    const cut = fitInto({ ...pageBudgets[0], items: 4 }, evidence);
    const readings = cut.flatMap((each) => ('readings' in each ? each.readings : []));
    expect(readings).toHaveLength(4);
    for (const { points } of readings) expect(points.at(-1)?.at).toBe('2026-11-23T02:01:00.000Z');
  });
});

describe('accessibility of the pages', () => {
  it('has one h1, headings in order, a name for every chart, and headers for every table', () => {
    expect(shown.match(/<h1/g)).toHaveLength(1);
    const levels = [...shown.matchAll(/<h(\d)/g)].map(([, level]) => Number(level));
    for (const [place, level] of levels.entries())
      expect(level - (levels[place - 1] ?? 0)).toBeLessThanOrEqual(1);
    const drawings = [...shown.matchAll(/<svg (?!y=)[^>]*>/g)].map(([tag]) => tag);
    expect(drawings.length).toBeGreaterThan(5);
    for (const tag of drawings) expect(tag).toMatch(/role="img" aria-label="[^"]{20,}"|aria-hidden="true"/);
    for (const [table] of shown.matchAll(/<table[\s\S]*?<\/table>/g))
      expect(table).toMatch(/<th scope="(?:col|row)"/);
    const ids = [...shown.matchAll(/ id="([^"]+)"/g)].map(([, id]) => id);
    expect(new Set(ids).size).toBe(ids.length);
    for (const [, id] of shown.matchAll(/href="#([^"]+)"/g)) expect(ids).toContain(id);
  });

  it.each(['light', 'dark'])('has enough contrast in %s', (scheme) => {
    const colours = coloursOf(scheme);
    for (const ground of ['page', 'card']) {
      for (const text of ['text', 'quiet', 'link', 'bad', 'warn', 'good']) {
        expect({ text, ground, enough: contrast(colours, text, ground) >= 4.5 }).toEqual({
          text,
          ground,
          enough: true,
        });
      }
    }
    for (const tone of ['bad', 'warn', 'good']) {
      expect(contrast(colours, tone, `${tone}-soft`)).toBeGreaterThanOrEqual(4.5);
      expect(contrast(colours, 'text', `${tone}-soft`)).toBeGreaterThanOrEqual(4.5);
    }
    for (const line of ['text', 'bad', 'warn', 'link', 'quiet']) {
      expect(contrast(colours, line, 'band')).toBeGreaterThanOrEqual(3);
    }
  });
});

function coloursOf(scheme: string): ReadonlyMap<string, string> {
  const [light = '', dark = ''] = [...consoleStyle.matchAll(/:root\{([^}]*)\}/g)].map(
    ([, text]) => text ?? '',
  );
  return new Map(
    [...(scheme === 'light' ? light : dark).matchAll(/--([\w-]+):(#[0-9a-f]+)/g)].map(
      ([, name = '', value = '']) => [name, value],
    ),
  );
}

/** WCAG 2.2: https://www.w3.org/TR/WCAG22/#dfn-contrast-ratio. */
function contrast(colours: ReadonlyMap<string, string>, a: string, b: string): number {
  const [light = 0, dark = 0] = [luminance(colours.get(a)), luminance(colours.get(b))].sort((x, y) => y - x);
  return (light + 0.05) / (dark + 0.05);
}

function luminance(colour = ''): number {
  const digits = colour.length === 4 ? colour.replaceAll(/[0-9a-f]/g, '$&$&') : colour;
  const [red = 0, green = 0, blue = 0] = [1, 3, 5].map((start) => {
    const channel = Number.parseInt(digits.slice(start, start + 2), 16) / 255;
    return channel <= 0.04045 ? channel / 12.92 : ((channel + 0.055) / 1.055) ** 2.4;
  });
  return 0.2126 * red + 0.7152 * green + 0.0722 * blue;
}
