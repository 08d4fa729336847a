import { readFile } from 'node:fs/promises';
import { type Plugin, transform } from 'esbuild';

/**
 * The workflow's Retry and Catch match on an error's class name, which minifying would shorten. Only files that
 * declare error classes are treated: keeping every name would add 6 % to each bundle.
 */
export const keepErrorNames: Plugin = {
  name: 'keep-error-names',
  setup(build) {
    build.onLoad({ filter: /[\\/]lambdas[\\/].*\.ts$/ }, async ({ path }) => {
      const source = await readFile(path, 'utf8');
      if (!/\bclass \w+Error\b/.test(source)) return null;
      const { code } = await transform(source, {
        loader: 'ts',
        target: 'node24',
        keepNames: true,
        sourcefile: path,
      });
      return { contents: code, loader: 'js' };
    });
  },
};
