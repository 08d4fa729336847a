import { describe, expect, it } from '@jest/globals';
import * as fc from 'fast-check';
import { type IncidentView, viewIncident } from '../../../lambdas/domain/reporting/views/incident-view.ts';
import type { TimelineEntryView } from '../../../lambdas/domain/reporting/views/timeline-view.ts';
import { evidenceKinds } from '../../../lambdas/evidence/index.ts';
import { incidentPage } from '../../../lambdas/pages/console/incident-page.ts';
import { renderPage } from '../../../lambdas/pages/html/layout.ts';
import { type PageBudget, pageBudgets } from '../../../lambdas/pages/html/page-budget.ts';
import { notFoundPage, shellPage } from '../../../lambdas/pages/html/plain-pages.ts';
import { textOf } from '../../support/builders/page-text.ts';
import { replaceStrings } from '../../support/builders/replace-strings.ts';
import {
  type SampleStage,
  sampleApproval,
  sampleNow,
  sampleRecord,
  sampleStages,
} from '../../support/builders/samples/sample-incident.ts';

const site = { base: '/prod', now: sampleNow };
const links = { page: 'https://firebreak.example/x', execution: 'https://console.example/executions' };
const entry: TimelineEntryView = {
  id: 'incident.opened',
  at: '2026-11-23T02:02:10.000Z',
  actor: 'firebreak:correlate-alerts',
  kind: 'incident.opened',
  text: 'Incident opened',
  data: {},
};

function view(stage: SampleStage): IncidentView {
  const approvals =
    stage === 'triaging' ? [] : [sampleApproval(stage === 'awaiting-approval' ? 'pending' : 'approved')];
  return viewIncident(sampleRecord(stage), approvals, '# Postmortem', links);
}

function page(
  incident: IncidentView,
  timeline: readonly TimelineEntryView[] = [entry],
  budgets: readonly [PageBudget, ...PageBudget[]] = pageBudgets,
): string {
  return renderPage(site, incidentPage(site, incident, timeline, evidenceKinds, [], budgets)).html;
}

/** Closed words stay as they are; everything that people or senders write is replaced. */
const closedTerm = /^(?:\d{4}-\d\d-\d\dT.*|[a-z-]+|[a-z]+[A-Z]\w+|SEV\d)$/;

describe('incident page', () => {
  it('first says who is asked what, since when, and what happens without a decision', () => {
    const text = textOf(page(view('awaiting-approval')));
    expect(text).toContain('Waiting for alice or bob to decide');
    expect(text).toContain('Point the alias live of checkout back to version 56');
    expect(text).toContain('sent 02:02:19 UTC, 7 min 41 s ago');
    expect(text).toContain('Without a decision by 02:32:19 UTC it is handed over to people');
    expect(text.indexOf('Waiting for alice')).toBeLessThan(text.indexOf('Plan'));
  });

  it.each([
    ['triaging', 'Gathering evidence'],
    ['verifying', 'Checking recovery every minute'],
    ['handed-over', 'Automation stopped'],
    ['closed', 'Stabilised in 5 min 55 s'],
  ] as const)('says in words what goes on while %s', (stage, words) => {
    expect(textOf(page(view(stage)))).toContain(words);
  });

  it('gives the severity with its reason and rule, and the plan with its promise', () => {
    const text = textOf(page(view('awaiting-approval')));
    expect(text).toContain('SEV1: checkout is a tier-1 service and 41 % of its requests fail');
    expect(text).toContain('severity.yaml:8 tier-1-errors');
    expect(text).toContain('error rate below 1 % within 5 min, for 3 readings in a row');
  });

  it('names each metric that could not be read, with the reason, and what is odd about those that were', () => {
    const incident = view('awaiting-approval');
    const evidence = incident.evidence.map((each) =>
      each.kind === 'metrics' && each.status === 'available'
        ? {
            ...each,
            readings: each.readings.map((reading) => ({
              ...reading,
              qualityFlags: ['gaps', 'bursty'] as const,
            })),
            missing: [{ name: 'saturation' as const, reason: 'no answer within 9 s' }],
          }
        : each,
    );
    const text = textOf(page({ ...incident, evidence }));
    expect(text).toContain('Not known. Saturation: no answer within 9 s');
    expect(text).toContain('Gaps in the series; mostly quiet, with peaks');
  });

  it('lists debts, links the execution and holds the postmortem once closed', () => {
    const markup = page(view('closed'));
    expect(textOf(markup)).toContain('Fix version 57 before it is promoted again');
    expect(markup).toContain('href="https://console.example/executions"');
    expect(textOf(markup)).toContain('# Postmortem');
  });

  it('tells what may come of a debt and when it ends, but no end that failed or is over', () => {
    const incident = view('verifying');
    const shown = (overrides: Partial<IncidentView['debts'][number]>) => {
      const debts = incident.debts.map((debt) => ({
        ...debt,
        expiresAt: '2026-11-23T08:04:03.000Z',
        echoes: [{ metric: 'latencyP99', goes: 'up', because: 'it starts cold' }] as const,
        ...overrides,
      }));
      return textOf(page({ ...incident, debts }));
    };
    expect(shown({})).toMatch(/to be taken back by itself at .*p99 latency goes up, it starts cold/s);
    const expiry = { at: '2026-11-23T08:04:03.000Z', outcome: 'unknown', text: 'no answer' } as const;
    expect(shown({ expiry })).not.toContain('to be taken back by itself');
    expect(shown({ status: 'accepted' })).not.toMatch(/taken back|starts cold/);
  });

  it('keeps how a debt is restored whole where it cuts other texts, and says by whom it was, without a code', () => {
    const incident = view('verifying');
    const howToRestore = `Fix the cause${' and look at it'.repeat(10)}. Do not promote v57 again`;
    const debts = incident.debts.map((debt) => ({
      ...debt,
      howToRestore,
      status: 'restored' as const,
      closedBy: 'person:ana',
    }));
    const [least] = pageBudgets.slice(5);
    const text = textOf(page({ ...incident, debts }, [entry], [{ ...pageBudgets[0], ...least }]));
    expect(text).toContain(howToRestore);
    expect(text).toContain('restored by ana');
  });

  it('says that a debt stays where one closes the incident with it', () => {
    const incident = view('verifying');
    const text = textOf(page(incident));
    expect(text).toContain(`although ${incident.debts[0]?.resource} is still to be restored`);
  });

  it.each(['awaiting-approval', 'handed-over', 'closed'] as const)(
    'lists the keys of just the commands that it takes when %s',
    (stage) => {
      const markup = page(view(stage));
      const inDialog = [...markup.matchAll(/<kbd>([a-z])<\/kbd>/g)].map(([, key]) => key);
      const onPage = [...markup.matchAll(/<summary data-key="(.)"/g)].map(([, key]) => key);
      expect(onPage).toContain('n');
      expect(inDialog).toEqual([...onPage, 'e', 'l']);
    },
  );

  it('gives the title of the alert beside the headline only where it says something else', () => {
    const incident = { ...view('closed'), headline: 'Requests failing' };
    expect(textOf(page({ ...incident, title: 'CheckoutErrorRateHigh' }))).toContain('CheckoutErrorRateHigh');
    const same = textOf(page({ ...incident, title: 'Checkout: requests failing' }));
    expect(same).not.toContain('Checkout: requests failing');
  });

  it('gives a time inside a sentence of the timeline as a time', () => {
    const text = 'Asked ana until 2026-11-23T02:32:19.000Z: roll back, not 9999-99-99T99:99:99Z';
    const markup = page(view('awaiting-approval'), [{ ...entry, text }]);
    expect(markup).toContain('until <time datetime="2026-11-23T02:32:19Z"');
    expect(textOf(markup)).toContain('not 9999-99-99T99:99:99Z');
  });

  it.each(sampleStages)('shows no time of its own while %s: the same data give the same page', (stage) => {
    expect(page(view(stage))).toBe(page(view(stage)));
  });
});

describe('every page', () => {
  const hostileText = fc
    .tuple(
      fc.constantFrom(
        '',
        '"',
        "'",
        '</title>',
        '</main><script>',
        '<img src=x onerror=alert(1)>',
        '`',
        '--><svg/onload=1>',
      ),
      fc.string({ unit: 'binary', maxLength: 40 }),
      fc.constantFrom('', 'javascript:alert(1)', '"onmouseover="1', '</style>', '&lt;script&gt;'),
    )
    .map((parts) => parts.join(''));

  /** However long it gets. */
  const uncut = (incident: IncidentView, told: TimelineEntryView) => page(incident, [told], [pageBudgets[0]]);

  it('contains no tag, attribute or link that came out of an alert, a policy or a person', () => {
    fc.assert(
      fc.property(fc.constantFrom(...sampleStages), hostileText, (stage, hostile) => {
        const clean = skeleton(
          uncut(
            replaceStrings(view(stage), (text) => (closedTerm.test(text) ? text : 'x')),
            { ...entry, actor: 'source:x' },
          ),
        );
        const attacked = skeleton(
          uncut(
            replaceStrings(view(stage), (text) => (closedTerm.test(text) ? text : hostile)),
            { ...entry, text: hostile, actor: hostile },
          ),
        );
        expect(attacked).toEqual(clean);
      }),
      { numRuns: 150 },
    );
  });

  it('names who did it where that was not Firebreak', () => {
    const by = (actor: string) => page(view('closed'), [{ ...entry, text: 'Told', actor }]);
    expect(by('person:alice')).toContain('Told <small>alice</small>');
    expect(by('firebreak:take-action')).toContain('Told</p>');
  });

  it('links only to the web or to itself', () => {
    fc.assert(
      fc.property(hostileText, fc.webUrl(), (hostile, url) => {
        const incident = { ...view('closed') };
        const alerts = incident.alerts.map((alert) => ({
          ...alert,
          links: [hostile, url, `javascript:${url}`],
        }));
        const markup = page({ ...incident, alerts, links: { page: hostile, execution: hostile } });
        for (const [, href] of markup.matchAll(/href="([^"]*)"/g)) {
          expect(href).toMatch(/^(?:https?:\/\/|\/prod\/|#|data:,$)/);
        }
      }),
    );
  });

  it('allows by its policy exactly the script and style that it carries', () => {
    const { html, inline } = renderPage(site, incidentPage(site, view('closed'), [entry], evidenceKinds));
    expect([...html.matchAll(/<script>([\s\S]*?)<\/script>/g)].map(([, text]) => text)).toEqual(
      inline.scripts,
    );
    expect([...html.matchAll(/<style>([\s\S]*?)<\/style>/g)].map(([, text]) => text)).toEqual(inline.styles);
    expect(html).not.toMatch(/ (?:on\w+|style)=/);
  });

  it('holds no data in the shell that is served before the key is known', () => {
    const { html } = renderPage(site, shellPage(null), 'signed-link');
    expect(textOf(html)).toContain('Loading…');
    expect(html).toContain('data-access="signed-link"');
  });

  it('leads from a page that is not there to one that is', () => {
    expect(renderPage(site, notFoundPage(site)).html).toContain('href="/prod/"');
  });
});

/** Every tag with its attribute names, in order: what hostile text must not be able to change. */
function skeleton(markup: string): readonly string[] {
  const body = markup.slice(markup.indexOf('<main'), markup.indexOf('</main>') + 7);
  const head = /<title>[^<]*<\/title>/.exec(markup) === null ? ['title broken'] : [];
  return [...head, ...[...body.matchAll(/<[^>]*>/g)].map(([tag]) => tag.replaceAll(/="[^"]*"/g, ''))].filter(
    (tag) => !/^<\/?(?:a href rel|a)>$|^<div class>$|^<\/div>$/.test(tag),
  );
}
