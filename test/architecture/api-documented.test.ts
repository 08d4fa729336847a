import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from '@jest/globals';
import { summarizeIncident } from '../../lambdas/domain/reporting/views/incident-summary.ts';
import { viewIncident } from '../../lambdas/domain/reporting/views/incident-view.ts';
import { stepStates } from '../../lambdas/domain/reporting/views/step-view.ts';
import { entryFunctions } from '../../lib/functions/entry-functions.ts';
import { sampleApproval, sampleIncident, sampleRecord } from '../support/builders/sample-incident.ts';

const documented = readFileSync(join(import.meta.dirname, '../../docs/api.md'), 'utf8');

describe('docs/api.md', () => {
  it('lists exactly the routes that there are', () => {
    const routes = entryFunctions.flatMap(({ trigger }) =>
      trigger.kind === 'http' ? trigger.routes.map(({ method, path }) => `${method} ${path}`) : [],
    );
    const listed = [...documented.matchAll(/^\| `((?:GET|POST) [^`]+)` \|/gm)].map(([, route]) => route);
    expect(new Set(listed)).toEqual(new Set(routes));
  });

  it('names every field of an incident, of its parts and of the list', () => {
    const view = viewIncident(sampleRecord('closed'), [sampleApproval('approved')], 'text', {
      page: 'https://firebreak.example',
      execution: null,
    });
    const parts = [
      view,
      view.alerts[0],
      view.assessment,
      view.assessment?.suspects[0],
      view.plan,
      view.plan?.steps[0],
      view.approvals[0],
      view.debts[0],
      view.postmortem,
      view.links,
      summarizeIncident(sampleIncident('awaiting-approval')),
    ];
    const fields = new Set(parts.flatMap((part) => Object.keys(part ?? {})));
    expect([...fields].filter((field) => !new RegExp(`\\b${field}\\b`).test(documented))).toEqual([]);
  });

  it('names every state of a step', () => {
    expect(stepStates.filter((state) => !documented.includes(`\`${state}\``))).toEqual([]);
  });
});
