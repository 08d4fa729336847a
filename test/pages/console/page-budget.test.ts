import { describe, expect, it } from '@jest/globals';
import { viewCommunication } from '../../../lambdas/domain/reporting/views/communication-view.ts';
import { type IncidentView, viewIncident } from '../../../lambdas/domain/reporting/views/incident-view.ts';
import type { TimelineEntryView } from '../../../lambdas/domain/reporting/views/timeline-view.ts';
import { evidenceKinds } from '../../../lambdas/evidence/index.ts';
import { incidentPage } from '../../../lambdas/pages/console/incident-page.ts';
import { consoleStyle } from '../../../lambdas/pages/html/console-style.ts';
import { renderPage } from '../../../lambdas/pages/html/layout.ts';
import { fitInto, pageBudgets } from '../../../lambdas/pages/html/page-budget.ts';
import type { IncidentRecord } from '../../../lambdas/ports/stores/incident-store.ts';
import { aFollowUp } from '../../support/builders/a-follow-up.ts';
import {
  deadLettersOf,
  seenDeaths,
  seenQueue,
} from '../../support/builders/evidence/dead-letters-evidence.ts';
import { textOf } from '../../support/builders/page-text.ts';
import { aPolicy } from '../../support/builders/policy/a-policy.ts';
import { replaceStrings } from '../../support/builders/replace-strings.ts';
import { muchEvidence } from '../../support/builders/samples/sample-evidence.ts';
import { sampleApproval, sampleNow, sampleRecord } from '../../support/builders/samples/sample-incident.ts';

const site = { base: '', now: sampleNow };
const links = { page: 'https://firebreak.example/x', execution: null };

function viewOf(record: IncidentRecord): IncidentView {
  const { updates } = aPolicy().people;
  const communication = viewCommunication(record, record.entries, updates, sampleNow);
  return viewIncident(record, [sampleApproval()], null, links, communication);
}

function page(incident: IncidentView, timeline: readonly TimelineEntryView[] = []): string {
  return renderPage(site, incidentPage(site, incident, timeline, evidenceKinds)).html;
}

const shown = page(viewOf(sampleRecord('awaiting-approval')));

describe('the budget of a page', () => {
  const hostile = '"<&'.repeat(2000);
  const entry = { id: 'x', at: sampleNow.toISOString(), actor: 'x', kind: 'note.added', text: 'x', data: {} };
  const closedTerm = /^(?:\d{4}-\d\d-\d\dT.*|[a-z-]+|[a-z]+[A-Z]\w+|SEV\d|change-\d+|https:.*)$/;

  it.each([
    ['plain', 'payments answered with an error that goes on for a while'],
    ['hostile', hostile],
  ])('holds ten patterns, four dimensions, seven charts and a storm of changes in 60 kB: %s', (_, text) => {
    const groups = Array.from({ length: 8 }, () => seenDeaths({ sample: text }));
    const deadLetters = deadLettersOf({ queues: Array.from({ length: 5 }, () => seenQueue({ groups })) });
    const record = {
      ...sampleRecord('closed'),
      evidence: [deadLetters, ...muchEvidence(text)],
      ...afterwards(text),
    };
    const incident = replaceStrings(viewOf(record), (each) =>
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
    const alike = Array.from({ length: 3 }, () => ({
      incidentId: record.incident.id,
      title: text,
      openedAt: sampleNow.toISOString(),
      shared: Array.from({ length: 20 }, () => text),
      ended: text,
      tookSeconds: 900,
    }));
    const timeline = Array.from({ length: 500 }, () => ({ ...entry, text, actor: text }));
    const markup = page(
      {
        ...incident,
        assessment: incident.assessment && { ...incident.assessment, suspects, similar: alike },
      },
      timeline,
    );
    expect(Buffer.byteLength(markup)).toBeLessThan(60_000);
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

  it('shows whole what a person is asked to release to the public, whatever else is cut', () => {
    const text = `Some requests to Checkout have been failing since 1 Dec 01:00 UTC. ${'We look into it. '.repeat(20)}End.`;
    const draft = {
      id: 'd1',
      state: 'identified',
      impact: 'critical',
      title: 'Checkout: errors',
      text,
    } as const;
    const publicStatus = { draft, why: null, mayRelease: true, releases: [], pages: [], isStale: false };
    const many = Array.from({ length: 400 }, () => ({
      ...entry,
      text: 'a long entry of the timeline '.repeat(10),
    }));
    const record = { ...sampleRecord('awaiting-approval'), evidence: muchEvidence(hostile) };
    const html = page({ ...viewOf(record), publicStatus }, many);
    expect(Buffer.byteLength(html)).toBeLessThanOrEqual(60_000);
    expect(textOf(html)).toContain('End.');
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

/** What is known of it once it is over: many follow-ups with tickets, and every criterion of its recovery. */
function afterwards(text: string): Pick<IncidentRecord, 'followUps' | 'recoveryLook'> {
  const at = sampleNow.toISOString();
  const ticket = { tracker: 'github', key: text, url: `https://tracker.example/${'x'.repeat(150)}` };
  const followUp = aFollowUp({
    text,
    owner: text,
    state: 'open',
    reason: text,
    ticket: { ...ticket, filedAt: at, state: 'open', readAt: at },
  });
  const criterion = { id: 'promise', label: text, state: 'not-met', text, required: true } as const;
  return {
    followUps: Array.from({ length: 20 }, () => followUp),
    recoveryLook: {
      at,
      since: at,
      stepIndex: 0,
      metricsGoodAt: null,
      extendedUntil: null,
      criteria: Array.from({ length: 16 }, () => criterion),
    },
  };
}

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
