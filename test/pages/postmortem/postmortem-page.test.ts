import { describe, expect, it } from '@jest/globals';
import { renderPage } from '../../../lambdas/pages/html/layout.ts';
import { postmortemPage } from '../../../lambdas/pages/postmortem/postmortem-page.ts';
import { aPostmortem, edited } from '../../support/builders/a-postmortem.ts';
import { textOf } from '../../support/builders/page-text.ts';
import { sampleIncident, sampleNow } from '../../support/builders/samples/sample-incident.ts';

const site = { base: '/prod', now: sampleNow };
const incident = sampleIncident('closed');
const page = (document: ReturnType<typeof aPostmortem> | null, markdown: string | null = null) =>
  renderPage(site, postmortemPage(site, { incident, document, markdown })).html;

describe('the page of a postmortem', () => {
  it('leads from each generated statement to the entries that it rests on', () => {
    const markup = page(aPostmortem());
    const cited = [...markup.matchAll(/href="#e(\d+)"/g)].map(([, number]) => number);
    expect(cited.length).toBeGreaterThan(10);
    for (const number of cited) expect(markup).toContain(`id="e${number}"`);
  });

  it('tells every time as one, also those inside its sentences', () => {
    const document = aPostmortem();
    const text = 'Metrics were read again at 02:07 UTC.';
    const first = document.timeline[0];
    const timeline = first === undefined ? [] : [{ ...first, text }];
    const sections = document.sections.map((each) => ({
      ...each,
      statements: [{ text, counted: text, query: null, cites: [] }],
    }));
    const told = page({ ...document, sections, timeline }).replaceAll(/<time.*?<\/time>/g, '');
    expect(textOf(told)).not.toContain('UTC');
  });

  it('holds a place to write for each section and question, with what was written last', () => {
    const text = 'Before </textarea><script>alert(1)</script>';
    const edit = { change: 'words', section: 'impact', text, basedOn: 0 } as const;
    const markup = page(edited(aPostmortem(), edit));
    expect(markup.match(/<textarea/g)).toHaveLength(7 + aPostmortem().questions.length);
    expect(markup).toContain('&quot;basedOn&quot;:2'.replaceAll('&quot;', '&#34;'));
    expect(markup.match(/<script/g)).toHaveLength(1);
    expect(textOf(markup)).toContain('Before </textarea>');
  });

  it('takes no words once it is published, and offers to open it again', () => {
    const markup = page({ ...aPostmortem(), state: 'published' });
    expect(markup).not.toContain('<textarea');
    expect(markup).toContain('reopen');
  });

  it('shows what an earlier version of Firebreak wrote, as text', () => {
    expect(textOf(page(null, '# What <b>happened</b>'))).toContain('# What <b>happened</b>');
  });

  it('fits 50 kB before people have written, however much happened', () => {
    const draft = aPostmortem();
    const entry = draft.timeline[0];
    const many = Array.from({ length: 2000 }, (_, place) => ({
      ...(entry ?? { id: '', at: '', actor: '', kind: '' }),
      id: `x${place}`,
      text: 'x'.repeat(400),
    }));
    const markup = page({ ...draft, timeline: [...draft.timeline, ...many] });
    expect(Buffer.byteLength(markup)).toBeLessThan(50_000);
    expect(markup).toMatch(/20\d\d entries that nothing here cites/);
  });
});
