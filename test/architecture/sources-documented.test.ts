import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from '@jest/globals';
import { sources } from '../../lambdas/sources/index.ts';

const page = readFileSync(join(import.meta.dirname, '../../docs/sources.md'), 'utf8');
const names = sources.map(({ name }) => name);

describe('docs/sources.md', () => {
  it('has one section of five steps for every source, in their order, and for nothing else', () => {
    const sections = page.split(/^### /m).slice(1);
    expect(sections.map((section) => section.split('\n', 1)[0])).toEqual(names);
    for (const section of sections) expect(section.match(/^\d\. /gm)).toHaveLength(5);
  });

  it('has one row for every source in its table', () => {
    const rows = [...page.matchAll(/^\| \[([a-z0-9-]+)\]\(#\1\) \|/gm)].map((row) => row[1]);
    expect(rows).toEqual(names);
  });
});
