import { afterEach, describe, expect, it } from '@jest/globals';
import { peopleNames } from '../../../lambdas/domain/reporting/names/policy-names.ts';
import { evidenceKinds } from '../../../lambdas/evidence/index.ts';
import { incidentPage } from '../../../lambdas/pages/console/incident-page.ts';
import { renderPage } from '../../../lambdas/pages/html/layout.ts';
import { pageBudgets } from '../../../lambdas/pages/html/page-budget.ts';
import { readIncident } from '../../../lambdas/use-cases/console/read-incidents.ts';
import { shippedPolicy } from '../../support/builders/builders.ts';
import { textOf } from '../../support/builders/page-text.ts';
import { type IncidentWorld, incidentWorld } from '../../support/worlds/incident-world.ts';

let world: IncidentWorld | null = null;
afterEach(() => {
  world?.stop();
  world = null;
});

/** One night of each scenario, up to the closing of its incident. */
const nights: Readonly<Record<string, (incident: IncidentWorld) => Promise<void>>> = {
  'bad-deploy': async (incident) => {
    await incident.pass(4);
    await incident.decide('approve');
    await incident.pass(12);
  },
  'dependency-outage': async (incident) => {
    await incident.pass(10);
    await incident.command('acknowledge');
    await incident.pass(50);
    await incident.command('resolve');
    await incident.pass(2);
  },
};

describe('the page of a closed incident', () => {
  it.each(Object.keys(nights))(
    'has all of it, every entry and every chart, in 60 kB: %s',
    async (scenario) => {
      world = await incidentWorld({ scenario });
      await nights[scenario]?.(world);
      const { id, status } = await world.incident();
      expect(status).toBe('closed');
      const policy = await shippedPolicy();
      const deps = { ...world, policy, consoleUrl: 'https://firebreak.example', executionUrl: () => null };
      const { incident, timeline, people } = await readIncident(
        deps,
        id,
        { callerArn: null },
        peopleNames(policy),
      );
      const site = { base: '/prod', now: world.clock.now() };
      const shown = renderPage(site, incidentPage(site, incident, timeline, evidenceKinds, people)).html;
      const [whole] = pageBudgets;
      const uncut = renderPage(
        site,
        incidentPage(site, incident, timeline, evidenceKinds, people, [whole]),
      ).html;
      expect(Buffer.byteLength(shown)).toBeLessThanOrEqual(60_000);
      expect(Buffer.byteLength(uncut)).toBe(Buffer.byteLength(shown));
      // Whatever tells a time is shown by the reader's clock.
      expect(textOf(shown.replaceAll(/<time.*?<\/time>/g, ''))).not.toMatch(
        /.{0,60}\d:\d\d(?::\d\d)? ?(?:UTC|Z)/,
      );
    },
    120_000,
  );
});
