import { readFile } from 'node:fs/promises';
import type { Plugin } from 'esbuild';

/** Scripts of pages are texts in the source, which minifying leaves as they are: their indents and comments are left out here. */
export const compactPageScripts: Plugin = {
  name: 'compact-page-scripts',
  setup(build) {
    build.onLoad({ filter: /[\\/]lambdas[\\/]pages[\\/].*-(?:script|render)\.ts$/ }, async ({ path }) => ({
      contents: compactLines(await readFile(path, 'utf8')),
      loader: 'ts',
    }));
  },
};

/** Without the indents of lines, and without lines that hold a comment only. */
export function compactLines(source: string): string {
  return source.replaceAll(/^[ \t]+/gm, '').replaceAll(/^(?:\/\/.*)?\n/gm, '');
}
