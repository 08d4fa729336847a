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
import { renderHtml } from '../../../lambdas/pages/html/html.ts';
import { renderPage } from '../../../lambdas/pages/html/layout.ts';
import type { IncidentRecord } from '../../../lambdas/ports/stores/incident-store.ts';
import { textOf } from '../../support/builders/page-text.ts';
import { sampleApproval, sampleNow, sampleRecord } from '../../support/builders/samples/sample-incident.ts';

const site = { base: '', now: sampleNow };
const links = { page: 'https://firebreak.example/x', execution: null };

function viewOf(record: IncidentRecord): IncidentView {
  return viewIncident(record, [sampleApproval()], null, links);
}

function page(incident: IncidentView, timeline: readonly TimelineEntryView[] = []): string {
  return renderPage(site, incidentPage(site, incident, timeline, evidenceKinds)).html;
}

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
    for (const mark of ['band', 'onset', 'change', 'alert', 'action', 'end', 'series']) {
      expect(markup).toContain(`class="${mark}"`);
    }
    expect(textOf(markup)).toContain('2 02:00:40 UTC checkout version 57 deployed');
    expect(textOf(markup)).toContain('3 02:02:10 UTC alert: CheckoutErrorRateHigh');
  });

  it('says in words what it shows, and what is odd about the series', () => {
    const markup = renderHtml(metricChart(reading, [], [], true));
    expect(markup).toContain('role="img" aria-label="Error rate');
    expect(markup).toContain('9 % when evidence was gathered, usually 1 % (0 to 2.5 %)');
    expect(markup).toMatch(/datetime="2026-11-23T02:06:00Z">.*error rate left its usual range/);
    expect(markup).toContain('Gaps in the series; few readings.');
  });

  it('leaves a gap where there is no reading', () => {
    const path = /class="series" d="([^"]+)"/.exec(renderHtml(metricChart(reading, [], [], true)))?.[1];
    expect(path?.match(/M/g)).toHaveLength(2);
  });

  it('tells each reading by its distance from the one before, and a lone one as a dot', () => {
    const points = [1, 3, 3, null, 2].map((value, minute) => ({
      at: `2026-11-23T02:0${minute}:00.000Z`,
      value,
    }));
    const path =
      /class="series" d="([^"]+)"/.exec(renderHtml(metricChart({ ...reading, points }, [], [], true)))?.[1] ??
      '';
    const [, up, level, lone] = /^M0 \d+l\d+(-\d+)h(\d+)M\d+ \d+(h1)$/.exec(path) ?? [];
    expect([Number(up) < 0, Number(level) > 0, lone]).toEqual([true, true, 'h1']);
  });

  it('draws once what it has in common with the chart before it', () => {
    const mark = { kind: 'alert', at: '2026-11-23T02:05:00.000Z', text: 'x', number: 1 } as const;
    const shared = new Map();
    const [first, second] = [0, 1].map(() => renderHtml(metricChart(reading, [], [mark], true, shared)));
    const ids = [...(first ?? '').matchAll(/ id="([^"]+)"/g)].map(([, id]) => `#${id}`);
    expect([...(second ?? '').matchAll(/<use href="([^"]+)"/g)].map(([, used]) => used)).toEqual(ids);
    expect(first).toContain('class="alert" d="M');
    expect(second).not.toContain('class="alert" d="M');
  });

  it('runs from before an onset that is long ago to what was read after the end, without a hole', () => {
    const minute = (count: number) => new Date(Date.parse(reading.onsetAt ?? '') + count * 60_000);
    const pointsFrom = (from: number, until: number) =>
      Array.from({ length: until - from }, (_, each) => ({
        at: minute(from + each).toISOString(),
        value: 1,
      }));
    const long = { ...reading, points: pointsFrom(-120, 180) };
    const markup = renderHtml(metricChart(long, pointsFrom(175, 240), [], true, new Map()));
    expect(Number(/data-from="(\d+)"/.exec(markup)?.[1])).toBe(minute(-15).getTime());
    expect(Number(/data-to="([\d.]+)"/.exec(markup)?.[1])).toBeGreaterThan(minute(239).getTime());
    const path = /class="series" d="([^"]+)"/.exec(markup)?.[1];
    expect(path?.match(/M/g)).toHaveLength(1);
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
