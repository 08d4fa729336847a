import { describe, expect, it } from '@jest/globals';
import { changeSources } from '../../lambdas/sources/changes/index.ts';
import { readDocument } from './source-files.ts';

const page = readDocument('docs/changes.md');

describe('docs/changes.md', () => {
  it('has one section of five steps for every source of changes, in their order, and for nothing else', () => {
    const sections = page.split(/^### /m).slice(1);
    expect(sections.map((section) => section.split('\n', 1)[0])).toEqual(
      changeSources.map(({ name }) => name),
    );
    for (const section of sections) expect(section.match(/^\d\. /gm)).toHaveLength(5);
  });

  it('says under which name the secret of each stands', () => {
    expect(changeSources.filter(({ secretName }) => !page.includes(`under \`${secretName}\``))).toEqual([]);
  });
});
