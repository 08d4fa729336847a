import { readFile } from 'node:fs/promises';
import { runInNewContext } from 'node:vm';
import { type Plugin, transformSync } from 'esbuild';

/**
 * Scripts of pages are texts in the source, which minifying leaves as they are. A whole one is minified here; of one that is put together
 * from parts, indents and comments are left out.
 */
export const compactPageScripts: Plugin = {
  name: 'compact-page-scripts',
  setup(build) {
    build.onLoad({ filter: /[\\/]lambdas[\\/]pages[\\/].*-(?:script|render)\.ts$/ }, async ({ path }) => ({
      contents: compactLines(minifiedScripts(await readFile(path, 'utf8'))),
      loader: 'ts',
    }));
  },
};

/** A template without placeholders, as the argument of `compactScript`. */
const wholeScript = /\bcompactScript\((`(?:[^`\\$]|\\[\s\S]|\$(?!\{))*`)\)/g;

/** With each script that stands there whole as a minified text in its place. */
export function minifiedScripts(source: string): string {
  return source.replaceAll(wholeScript, (_, template: string) => {
    const script = String(runInNewContext(template));
    const { code } = transformSync(script, { minify: true, target: 'es2022', charset: 'utf8' });
    return JSON.stringify(code.trim());
  });
}

/** Without the indents of lines, and without lines that hold a comment only. */
export function compactLines(source: string): string {
  return source.replaceAll(/^[ \t]+/gm, '').replaceAll(/^(?:\/\/.*)?\n/gm, '');
}
