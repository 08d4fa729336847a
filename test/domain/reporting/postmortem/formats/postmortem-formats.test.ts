import { readFileSync } from 'node:fs';
import { describe, expect, it } from '@jest/globals';
import * as fc from 'fast-check';
import { parse } from 'yaml';
import { postmortemSchemaText } from '../../../../../bin/commands/postmortem/schema-text.ts';
import { visibleText } from '../../../../../lambdas/domain/records/text/visible-text.ts';
import { postmortemSchema } from '../../../../../lambdas/domain/reporting/postmortem/document/postmortem-schema.ts';
import { postmortemMarkdown } from '../../../../../lambdas/domain/reporting/postmortem/formats/postmortem-markdown.ts';
import { postmortemFormats } from '../../../../../lambdas/pages/postmortem/postmortem-formats.ts';
import { aPostmortem, edited } from '../../../../support/builders/a-postmortem.ts';
import { sampleRecord } from '../../../../support/builders/samples/sample-incident.ts';

const hostile = fc.oneof(
  fc.string({ unit: 'binary' }),
  fc.constantFrom(
    'x\n---\nowner: eve',
    '</style><script>alert(1)</script>',
    '" onload="alert(1)',
    '\u2028# heading',
    '![i](http://evil.example)',
    '\u202Eevil',
    '!!js/function "x"',
  ),
);

/** With this text wherever one comes from outside, or from people. */
function saying(text: string) {
  const record = sampleRecord('closed');
  const draft = aPostmortem({
    ...record,
    incident: { ...record.incident, title: text, severityReason: text },
    alerts: record.alerts.map((each) => ({ ...each, alert: { ...each.alert, title: text } })),
    evidence: record.evidence.map((each) =>
      'patterns' in each
        ? { ...each, patterns: each.patterns.map((pattern) => ({ ...pattern, template: text })) }
        : each,
    ),
  });
  const edit = { change: 'words', section: 'impact', text: `${text}.`, basedOn: 0 } as const;
  return edited(draft, edit);
}

const rendered = (name: string, text: string) =>
  postmortemFormats.find((format) => format.name === name)?.render(saying(text)) ?? '';

describe('the formats of a postmortem', () => {
  it('are read as what they are, whatever an alert or a person says', () => {
    const headings = postmortemMarkdown(saying('x')).match(/^#+ .*$/gm)?.length;
    fc.assert(
      fc.property(hostile, (text) => {
        const markdown = rendered('md', text);
        const [, front = '', ...rest] = markdown.split(/^---$/m);
        expect(rest).toHaveLength(1);
        expect(parse(front)).toMatchObject({ title: visibleText(text), owner: 'ana', state: 'draft' });
        expect(markdown.match(/^#+ .*$/gm)).toHaveLength(headings ?? 0);
        expect(rest[0]).not.toMatch(/[^\\](\\\\)*<|https?:\/\/evil/);
        const page = rendered('html', text);
        expect(page.match(/<script|onload=["']|<img/gi)).toBeNull();
        expect(postmortemSchema.parse(JSON.parse(rendered('json', text))).incident.title).toBe(
          text.toWellFormed(),
        );
      }),
      { numRuns: 40 },
    );
  });

  it('bring nothing from elsewhere in the file of HTML', () => {
    const page = rendered('html', 'x');
    expect(page).toContain("default-src 'none'");
    expect(page).not.toMatch(/<(script|link|img|form|textarea)/);
    expect(page).toContain('<svg');
  });

  it('have the published schema, to the letter', () => {
    expect(readFileSync('docs/schema/postmortem.schema.json', 'utf8')).toBe(postmortemSchemaText());
  });
});
