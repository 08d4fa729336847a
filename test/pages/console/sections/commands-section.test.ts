import { describe, expect, it } from '@jest/globals';
import { viewIncident } from '../../../../lambdas/domain/reporting/views/incident-view.ts';
import { actsOn } from '../../../../lambdas/pages/console/sections/commands-section.ts';
import { type SampleStage, sampleRecord } from '../../../support/builders/samples/sample-incident.ts';

const links = { page: 'https://firebreak.example/incidents/x', execution: null };
const acts = (stage: SampleStage) => actsOn(viewIncident(sampleRecord(stage), [], null, links));
const names = (stage: SampleStage) => acts(stage).map(({ name }) => name);
const effectOf = (stage: SampleStage, act: string) => acts(stage).find(({ name }) => name === act)?.effect;

describe('what a person can tell Firebreak on the page', () => {
  it('is to take over as long as automation is running, and only a note once it is closed', () => {
    expect(names('verifying')).toContain('take-over');
    expect(names('handed-over')).not.toContain('take-over');
    expect(names('closed')).toEqual(['note']);
  });

  it('says of acknowledging what automation really does', () => {
    expect(effectOf('handed-over', 'acknowledge')).not.toBe(effectOf('verifying', 'acknowledge'));
  });

  it('has a key of its own for each', () => {
    const keys = acts('verifying').map(({ key }) => key);
    expect(new Set(keys).size).toBe(keys.length);
  });
});
