import { describe, expect, it } from '@jest/globals';
import type { FollowUp } from '../../../lambdas/domain/records/follow-up/follow-up.ts';
import { viewIncident } from '../../../lambdas/domain/reporting/views/incident-view.ts';
import { followUpsSection } from '../../../lambdas/pages/console/sections/follow-ups-section.ts';
import { nowSection } from '../../../lambdas/pages/console/sections/now-section.ts';
import { renderHtml } from '../../../lambdas/pages/html/html.ts';
import { type PageBudget, pageBudgets } from '../../../lambdas/pages/html/page-budget.ts';
import { aFollowUp } from '../../support/builders/a-follow-up.ts';
import { sampleNow, sampleRecord } from '../../support/builders/samples/sample-incident.ts';

const forms = (given: Partial<FollowUp>, budget: PageBudget = pageBudgets[0]) =>
  (
    renderHtml(followUpsSection({ followUps: [aFollowUp(given)] }, budget)).match(/<form.*?<\/form>/gs) ?? []
  ).map((form) => [...form.matchAll(/<option value="([^"]*)"/g)].map(([, value]) => value));

describe('follow-ups on the page of an incident', () => {
  it('offer what a person can say of them as they are', () => {
    expect(forms({ state: 'proposed' })).toEqual([['accept', 'done', 'drop', 'edit']]);
    expect(forms({ state: 'open' })).toEqual([['done', 'drop', 'edit']]);
  });

  it('offer nothing once they are done or dropped, and where room is short', () => {
    expect([...forms({ state: 'done' }), ...forms({ state: 'dropped' })]).toEqual([]);
    expect(forms({}, pageBudgets.at(-1) ?? pageBudgets[0])).toEqual([]);
  });

  it('are counted alike where the incident is told to be closed and where they are listed', () => {
    const followUps = (['open', 'proposed', 'proposed', 'done', 'dropped'] as const).map((state) =>
      aFollowUp({ state }),
    );
    const incident = {
      ...viewIncident(sampleRecord('closed'), [], null, { page: '', execution: null }),
      followUps,
    };
    const site = { base: '', now: sampleNow };
    const [card, section] = [nowSection(site, incident), followUpsSection(incident, pageBudgets[0])].map(
      renderHtml,
    );
    expect(card).toMatch(/#follow-ups">3 /);
    expect(section).toMatch(/<small>3 of 5/);
    expect(card).toMatch(/#debts">1 /);
    const accepted = incident.debts.map((debt) => ({ ...debt, status: 'accepted' as const }));
    expect(renderHtml(nowSection(site, { ...incident, debts: accepted }))).not.toContain('#debts');
  });

  it('can be handed on to people by their names, as long as one is left', () => {
    const people = [{ id: 'zoe', name: 'Zoe "Z" Zimmer' }];
    const text = (state: FollowUp['state']) =>
      renderHtml(
        followUpsSection({ followUps: [aFollowUp({ state }), aFollowUp({ state })] }, pageBudgets[0], people),
      );
    expect(text('open').match(/<option value="zoe">Zoe &#34;Z&#34; Zimmer</g)).toHaveLength(1);
    expect(text('open').match(/name="owner"[^>]* list="people"/g)).toHaveLength(2);
    expect(text('done')).not.toContain('Zoe');
  });

  it('send the incident and the follow-up, whatever its text says', () => {
    const hostile =
      '"><form class="post" data-open="/v1/kill-switch" data-body="{}"><script>alert(1)</script>';
    const text = renderHtml(followUpsSection({ followUps: [aFollowUp({ text: hostile })] }, pageBudgets[0]));
    expect(text.match(/<form/g)).toHaveLength(1);
    expect(text).not.toContain('<script');
    const [base = '', body = ''] = ['base', 'body'].map((name) =>
      (new RegExp(`data-${name}="([^"]*)"`).exec(text)?.[1] ?? '').replaceAll('&#34;', '"'),
    );
    const { incidentId, id } = aFollowUp();
    expect({ ...JSON.parse(base), ...JSON.parse(body) }).toEqual({ incidentId, id });
  });
});
