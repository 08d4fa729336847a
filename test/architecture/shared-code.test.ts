import { describe, expect, it } from '@jest/globals';
import { actions } from '../../lambdas/actions/index.ts';
import { resourceKinds } from '../../lambdas/resources/index.ts';
import { sourceFiles } from './source-files.ts';

const shared = [
  ...['domain', 'http', 'pages', 'ports', 'runtime', 'use-cases'].map((room) => `lambdas/${room}`),
  'lib',
];
const kinds = [...resourceKinds, ...actions].map(({ kind }) => kind);

describe('shared code', () => {
  it('asks the object of a resource or an action, and names no kind of either', () => {
    const files = sourceFiles(...shared);
    expect(files.length).toBeGreaterThan(100);
    const named = files.flatMap(({ path, text }) =>
      kinds
        .filter((kind) => new RegExp(`['"\`]${kind}['"\`:@]`).test(withoutComments(text)))
        .map((kind) => `${path} names ${kind}`),
    );
    expect(named).toEqual([]);
  });
});

function withoutComments(text: string): string {
  return text.replace(/\/\*[\s\S]*?\*\//g, '').replace(/^\s*\/\/.*$/gm, '');
}
