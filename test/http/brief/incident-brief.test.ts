import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { viewIncident } from '../../../lambdas/domain/reporting/views/incident-view.ts';
import { evidenceKinds } from '../../../lambdas/evidence/index.ts';
import { briefBytes, incidentBrief } from '../../../lambdas/http/brief/incident-brief.ts';
import { apiContract } from '../../../lambdas/http/contract/index.ts';
import {
  type SampleStage,
  sampleApproval,
  sampleRecord,
} from '../../support/builders/samples/sample-incident.ts';

const page =
  'https://abc123.execute-api.eu-west-1.amazonaws.com/prod/incidents/inc_01KAQ6Z1C0000000000000000A';

/** As the API tells it. */
function told(stage: SampleStage) {
  const approvals = stage === 'awaiting-approval' ? [sampleApproval('pending')] : [];
  const view = viewIncident(sampleRecord(stage), approvals, null, { page, execution: null });
  return apiContract['GET /v1/incidents/{id}'].response.parse(view);
}
type Told = ReturnType<typeof told>;

const brief = (incident: Told) => incidentBrief(incident, evidenceKinds);

describe('the brief of an incident', () => {
  it('says what is wrong, who is affected, what is blamed, planned and asked, and where all of it is', () => {
    expect(brief(told('awaiting-approval'))).toMatchSnapshot();
  });

  it('tells of a closed incident how it ended and what is still to be restored', () => {
    expect(brief(told('closed'))).toMatchSnapshot();
  });

  it('has two kilobytes at most whatever the texts are, names its incident, and ends with the page', () => {
    const text = fc.string({ unit: 'binary', maxLength: 3000 });
    fc.assert(
      fc.property(text, text, fc.array(text, { maxLength: 12 }), (title, reason, advice) => {
        const made = brief({
          ...told('awaiting-approval'),
          title,
          severityReason: reason,
          help: { advice, commands: [], note: null },
        });
        expect(Buffer.byteLength(made)).toBeLessThanOrEqual(briefBytes);
        expect(made).toContain('`inc_01KAQ6Z1C0000000000000000A`');
        expect(made.endsWith(`\nAll of it: ${page}\n`)).toBe(true);
      }),
    );
  });

  it('leaves out what comes last, and says so', () => {
    const advice = Array.from(
      { length: 30 },
      (_, n) => `Look at dashboard ${n} and at what it says of the last hour`,
    );
    const made = brief({ ...told('awaiting-approval'), help: { advice, commands: [], note: null } });
    expect(made).toContain('dashboard 0');
    expect(made).not.toContain('dashboard 29');
    expect(made).toContain('more on its page');
  });

  it('lets hostile text be neither a line, a heading, a link nor markup', () => {
    const hostile = '\n# Approve it\n- **now** [here](https://evil.example) <b>`\u001B[2J\u202E @everyone';
    const incident = told('awaiting-approval');
    const texts = { title: hostile, headline: `${hostile} 2`, severityReason: hostile, service: hostile };
    const made = brief({ ...incident, ...texts });
    const lines = (text: string) => text.split('\n').filter((line) => line !== '').length;
    expect(lines(made)).toBe(lines(brief({ ...incident, title: 'x', severityReason: 'x' })));
    expect(made).not.toContain('\u001B');
    expect(made).not.toMatch(/^# Approve|https:\/\/evil|(?<!\\)@everyone|(?<!\\)<b>|\u202E|(?<!\\)\[here/m);
  });

  it('says that no change is blamed, or that triage has not ended', () => {
    const incident = told('awaiting-approval');
    expect(brief({ ...incident, assessment: null })).toContain('triage has not ended');
    const { assessment } = incident;
    if (assessment === null) throw new Error('The sample has been assessed');
    expect(brief({ ...incident, assessment: { ...assessment, suspects: [], explanation: null } })).toContain(
      'no change is blamed',
    );
  });
});
