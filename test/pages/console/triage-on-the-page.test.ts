import { describe, expect, it } from '@jest/globals';
import { type IncidentView, viewIncident } from '../../../lambdas/domain/reporting/views/incident-view.ts';
import type { TimelineEntryView } from '../../../lambdas/domain/reporting/views/timeline-view.ts';
import { evidenceKinds } from '../../../lambdas/evidence/index.ts';
import { incidentPage } from '../../../lambdas/pages/console/incident-page.ts';
import { sourceBeside } from '../../../lambdas/pages/console/sections/source-details.ts';
import { renderHtml } from '../../../lambdas/pages/html/html.ts';
import { renderPage } from '../../../lambdas/pages/html/layout.ts';
import type { IncidentRecord } from '../../../lambdas/ports/stores/incident-store.ts';
import { textOf } from '../../support/builders/page-text.ts';
import { replaceStrings } from '../../support/builders/replace-strings.ts';
import { sampleLogs, withoutLogs } from '../../support/builders/samples/sample-evidence.ts';
import { sampleApproval, sampleNow, sampleRecord } from '../../support/builders/samples/sample-incident.ts';

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
    expect(text).toMatch(/Suspects [^.]*0\.92[^.]* Looks like saturation: traffic is 3 times the usual/);
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
    const bars = /class="quiet" width="(\d+)%" height="3"\/><rect class="bad" y="4" width="(\d+)%"/g;
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

  it('give once the query and the way to it that several share, and of each what differs', () => {
    const query = (name: string) => `fields ${name} as value\n| stats count(*) by value`;
    const source = (name: string, link: string) => ({ query: query(name), link });
    const first = source('tenant', 'https://logs.example/1');
    const beside = (other: typeof first) => renderHtml(sourceBeside(other, first));
    expect(beside(first)).toBe('');
    expect(beside(source('user', 'https://logs.example/2'))).toContain('<code>fields user as value</code>');
    expect(beside(source('user', 'https://logs.example/2'))).not.toContain('stats');
    for (const other of [
      { query: 'errors by route', link: 'https://logs.example/3' },
      source('tenant', 'https://logs.example/4'),
    ])
      expect(beside(other)).toContain(other.link);
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
