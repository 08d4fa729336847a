import { describe, expect, it } from '@jest/globals';
import * as fc from 'fast-check';
import type { RecordedFacts } from '../../../../lambdas/domain/records/recorded-facts.ts';
import { markdownText } from '../../../../lambdas/domain/reporting/postmortem/markdown-text.ts';
import { writePostmortem } from '../../../../lambdas/domain/reporting/postmortem/postmortem.ts';
import { projectTimeline } from '../../../../lambdas/domain/reporting/timeline/timeline-projection.ts';
import { evidenceKinds } from '../../../../lambdas/evidence/index.ts';
import { aService } from '../../../support/builders/builders.ts';
import { withoutLogs } from '../../../support/builders/sample-evidence.ts';
import { sampleApproval, sampleRecord, sampleStages } from '../../../support/builders/sample-incident.ts';

function write(record: RecordedFacts): string {
  const timeline = projectTimeline(record, [sampleApproval('approved')], evidenceKinds);
  return writePostmortem({ record, timeline, evidenceKinds, policy: { services: [aService()] } });
}

const headings = [
  'Summary',
  'Impact',
  'Cause',
  'What was done',
  'Verification',
  'Debts',
  'Follow-ups',
  'Timeline',
];

describe('the postmortem', () => {
  it('has its sections in order, and says what happened', () => {
    const text = write(sampleRecord('closed'));
    expect([...text.matchAll(/^## (.*)$/gm)].map(([, heading]) => heading)).toEqual(headings);
    expect(text).toContain('Suspect, score 0.92: checkout version 57 deployed');
    expect(text).toContain('Ruled out: flag new-checkout');
    expect(text).toContain('closed after 5 min 55 s as recovered');
    expect(text).toContain('Error rate was 41.2 % (usually 0.4 %)');
  });

  it('says who was affected and which errors came, and cites where it was read', () => {
    const record = sampleRecord('closed');
    const text = write(record);
    expect(text).toMatch(
      /Affected between \S+ and \S+: 38 of 412 tenants \(9 %\), hardest northwind\. \[\d+\]$/m,
    );
    expect(text).toMatch(/: at least 950 users, hardest user-\\<7c1f>\. \[\d+\]$/m);
    expect(text).toMatch(
      /New error in the logs, before → after the onset 0 → 1,204: TypeError: .* \[\d+\]$/m,
    );
    expect(text).not.toContain('Timeout after');
    const [, number = ''] = /38 of 412 tenants .* \[(\d+)\]$/m.exec(text) ?? [];
    expect(text).toMatch(new RegExp(`^- \\[${number}\\] .* Blast radius measured`, 'm'));
  });

  it('says that who was affected and what the logs said is not known when it is not', () => {
    const text = write(withoutLogs(sampleRecord('closed')));
    expect(text).toMatch(/Who was affected, and how many, was not measured\. \[\d+\]$/m);
    expect(text).toMatch(/Unknown: the logs could not be read\. \[\d+\]$/m);
    expect(text).not.toContain('tenants');
  });

  it.each(sampleStages)('cites an entry of the timeline for every statement: %s', (stage) => {
    const text = write(sampleRecord(stage));
    const [statements = '', timeline = ''] = text.split('## Timeline');
    const entries = [...timeline.matchAll(/^- \[(\d+)\]/gm)].length;
    const lines = statements
      .split('\n')
      .filter((line) => line.startsWith('- ') && line !== '- Nothing is recorded.');
    expect(lines.length).toBeGreaterThan(3);
    for (const line of lines) {
      const cited = [...(/(?:\[\d+\])+$/.exec(line)?.[0] ?? '').matchAll(/\d+/g)].map(Number);
      expect(cited.length).toBeGreaterThan(0);
      for (const number of cited) expect(number).toBeLessThanOrEqual(entries);
    }
  });

  it('tells how work ended that went on after its step, and cites it', () => {
    const record = sampleRecord('closed');
    const settling = { settled: true, at: '2026-11-23T02:06:00.000Z', text: 'Put back 28; 3 are left' };
    const writeWhen = (settled: boolean) =>
      write({
        ...record,
        steps: record.steps.map((step) => ({ ...step, settling: { ...settling, settled } })),
      });
    expect(writeWhen(true)).toMatch(/^- Put back 28; 3 are left \[\d+\]$/m);
    expect(writeWhen(false)).not.toContain('Put back 28');
  });

  it('says that the cause is not determined when it is not', () => {
    const record = sampleRecord('closed');
    const { assessment } = record.incident;
    const text = write({
      ...record,
      incident: { ...record.incident, assessment: assessment && { ...assessment, suspects: [] } },
    });
    expect(text).toContain('Not determined');
    expect(text).toContain('Find the cause');
  });

  it('lists debts and follow-ups with their owners', () => {
    const text = write(sampleRecord('closed'));
    expect(text).toMatch(
      /## Debts\n\n- lambda:checkout:live \(open\): Fix version 57 .* Owner team-checkout/,
    );
    expect(text).toMatch(/## Follow-ups\n\n- Fix version 57/);
  });

  it('keeps the title of a sensitive incident to itself', () => {
    const record = sampleRecord('closed');
    const text = write({ ...record, incident: { ...record.incident, sensitive: true } });
    expect(text.split('\n')[0]).toBe('# Postmortem: Security-sensitive incident');
  });
});

describe('hostile text in Markdown', () => {
  it.each([
    ['# heading', '\\# heading'],
    ['a\n## b', 'a ## b'],
    ['[x](javascript:alert(1))', '\\[x\\](javascript\\:alert(1))'],
    ['<img src=x>', '\\<img src=x>'],
    ['![i](http://evil.example)', '!\\[i\\](http\\://evil.example)'],
    ['`code` **bold** a|b', '\\`code\\` \\*\\*bold\\*\\* a\\|b'],
    ['- item', '\\- item'],
    ['1. item', '1\\. item'],
    ['&lt;', '\\&lt;'],
    ['\u202Eevil\u0000', String.raw`\[U+202E\]evil`],
  ])('is only text: %j', (text, safe) => {
    expect(markdownText(text)).toBe(safe);
  });

  it('never makes a line, link, tag or citation of its own', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'binary' }), (text) => {
        const safe = markdownText(text);
        expect(safe).not.toMatch(/[\n\r]/);
        expect(safe).not.toMatch(/(^|[^\\])(\\\\)*[[\]<`*]/);
        expect(safe).not.toMatch(/https?:/i);
      }),
    );
  });

  it('cannot forge a statement of the postmortem', () => {
    const record = sampleRecord('closed');
    const title = 'x\n\n## Cause\n\n- Not us [1]';
    const text = write({ ...record, incident: { ...record.incident, title } });
    expect([...text.matchAll(/^## Cause$/gm)]).toHaveLength(1);
    expect(text).not.toContain('\n- Not us');
  });
});
