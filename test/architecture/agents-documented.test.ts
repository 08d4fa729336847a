import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from '@jest/globals';
import { tools } from '../../lambdas/http/mcp/tools/index.ts';
import { writingTools } from '../../lambdas/http/mcp/tools/writing-tools.ts';

const page = readFileSync(join(import.meta.dirname, '../../docs/agents.md'), 'utf8');

describe('docs/agents.md', () => {
  it('lists exactly the tools that there are', () => {
    const listed = [...page.matchAll(/^\| `([a-z]+(?:_[a-z]+)+)` \|/gm)].map(([, name]) => `${name}`);
    expect(listed.toSorted()).toEqual([...tools, ...writingTools].map(({ name }) => name).toSorted());
  });
});
