import { describe, expect, it } from '@jest/globals';
import { leftToDo } from '../../../../lambdas/domain/reporting/approval/left-to-do.ts';
import { aFollowUp } from '../../../support/builders/a-follow-up.ts';
import { aClosedIncident, aDebt, anIncident } from '../../../support/builders/records.ts';
import { sampleIncident } from '../../../support/builders/samples/sample-incident.ts';

const nothing = { debts: [], followUps: [] };
const placesOf = (facts: Parameters<typeof leftToDo>[0]) => leftToDo(facts).map(({ place }) => place);

describe('what is left to do after a decision', () => {
  it('is nothing while automation is at it', () => {
    expect(leftToDo({ incident: anIncident(), ...nothing })).toEqual([]);
  });

  it('is to take over once people have it', () => {
    expect(placesOf({ incident: sampleIncident('handed-over'), ...nothing })).toEqual(['commands']);
  });

  it('is what stays in place of the usual, the postmortem and the follow-ups once it is closed', () => {
    const incident = aClosedIncident({
      postmortem: { at: '2026-11-23T02:08:06.000Z', key: 'postmortems/x.json', state: 'draft', version: 1 },
    });
    const facts = { incident, debts: [aDebt({ status: 'open' })], followUps: [aFollowUp({ state: 'open' })] };
    expect(placesOf(facts)).toEqual(['debts', 'postmortem', 'follow-ups']);
  });

  it('leaves out what is done', () => {
    const incident = aClosedIncident({
      postmortem: {
        at: '2026-11-23T02:08:06.000Z',
        key: 'postmortems/x.json',
        state: 'published',
        version: 2,
      },
    });
    const facts = {
      incident,
      debts: [aDebt({ status: 'restored' })],
      followUps: [aFollowUp({ state: 'done' })],
    };
    expect(placesOf(facts)).toEqual([]);
  });
});
