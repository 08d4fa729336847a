import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterEach, describe, expect, it } from '@jest/globals';
import { readMarkdown } from '../../lambdas/use-cases/postmortem/read-document.ts';
import { type IncidentWorld, incidentWorld } from '../support/worlds/incident-world.ts';

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
  'ledger-dead-letters': async (incident) => {
    await incident.pass(5);
    await incident.decide('approve');
    await incident.pass(40);
  },
};

/** What is read and reviewed: up to the entries themselves. WRITE_GOLDEN=yes writes it anew, to be read again. */
const reviewed = (markdown: string) => markdown.slice(0, markdown.indexOf('\n## Timeline'));

describe('the postmortem of a night', () => {
  it.each(Object.keys(nights))(
    'is one that whoever was on call would sign: %s',
    async (scenario) => {
      const incident = await incidentWorld({ scenario });
      world = incident;
      await nights[scenario]?.(incident);
      const { incident: closed } = await incident.record();
      expect(closed.status).toBe('closed');
      const markdown = (await readMarkdown(incident.documents, closed.postmortem)) ?? '';
      const path = join(import.meta.dirname, '../fixtures/postmortems', `${scenario}.md`);
      if (process.env['WRITE_GOLDEN'] === 'yes') writeFileSync(path, reviewed(markdown));
      expect(reviewed(markdown)).toBe(readFileSync(path, 'utf8'));
    },
    120_000,
  );
});
